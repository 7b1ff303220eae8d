package dev.overlap.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import org.xml.sax.SAXException;

/** Other people's schemas, and the project's own, and what they say of a document. */
public final class Schemas {

    private static final String SARIF = "/schema/sarif-schema-2.1.0.json";

    private Schemas() {
    }

    /** What OASIS' schema has against a document. */
    static List<String> problemsOfSarif(String text) throws IOException {
        try (InputStream schema = Objects.requireNonNull(Schemas.class.getResourceAsStream(SARIF))) {
            return problems(new ObjectMapper().readTree(schema), SpecVersion.VersionFlag.V7, text);
        }
    }

    /** What the project's own schema has against what a verb prints. */
    public static List<String> problemsOfJson(String text) throws IOException {
        return problems(new ObjectMapper().readTree(SummaryJson.schema()), SpecVersion.VersionFlag.V202012, text);
    }

    static List<String> problems(JsonNode schema, SpecVersion.VersionFlag version, String text) throws IOException {
        SchemaValidatorsConfig strict = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        JsonSchema compiled = JsonSchemaFactory.getInstance(version).getSchema(schema, strict);
        return compiled.validate(new ObjectMapper().readTree(text)).stream().map(Object::toString).toList();
    }

    /** Insists that Surefire's own schema takes a document. */
    public static void assertIsJUnitXml(String text) throws IOException, SAXException {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        Path folder = Path.of(System.getProperty("basedir", "")).resolve("target/schemas");
        assertThat(folder).as("the build puts Surefire's schema there").isDirectory();
        try (Stream<Path> files = Files.walk(folder)) {
            Path file = files.filter(path -> path.endsWith("surefire-test-report.xsd")).findFirst().orElseThrow();
            Schema schema = factory.newSchema(file.toFile());
            schema.newValidator().validate(new StreamSource(new StringReader(text)));
        }
    }
}
