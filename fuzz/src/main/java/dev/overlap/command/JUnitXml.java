package dev.overlap.command;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import dev.overlap.command.Conformance.Outcome;
import dev.overlap.finding.HarnessError;

/** Rows as JUnit's XML, so that any CI shows them: a test case for each, and one more for failures that belong to no row. */
final class JUnitXml {

    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Writes the file anew. */
    static void write(Path file, Conformance conformance, long nanos) {
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
            new JUnitXml(xml).suite(conformance, nanos);
            xml.close();
        } catch (IOException e) {
            throw BadInput.cannot("write", file, e);
        } catch (XMLStreamException e) {
            throw new HarnessError(file + " cannot be written as XML", e);
        }
    }

    private void suite(Conformance conformance, long nanos) throws XMLStreamException {
        List<Conformance.Failure> homeless = failuresOf("", conformance);
        xml.writeStartDocument("UTF-8", "1.0");
        line();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "overlap conform");
        xml.writeAttribute("tests", Integer.toString(conformance.rows().size() + (homeless.isEmpty() ? 0 : 1)));
        xml.writeAttribute("failures", Long.toString(conformance.count("", Outcome.FAILED) + (homeless.isEmpty() ? 0 : 1)));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Long.toString(conformance.count("", Outcome.NOT_APPLICABLE) + conformance.count("", Outcome.KNOWN_DIFFERENCE)));
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", nanos / 1e9));
        line();
        for (Map.Entry<String, Outcome> row : conformance.rows().entrySet()) {
            testCase(Conformance.source(row.getKey()), row.getKey(), row.getValue(), failuresOf(row.getKey(), conformance));
        }
        if (!homeless.isEmpty()) {
            testCase("none", "lines without a row", Outcome.FAILED, homeless);
        }
        xml.writeEndElement();
        line();
        xml.writeEndDocument();
    }

    private static List<Conformance.Failure> failuresOf(String row, Conformance conformance) {
        return conformance.failures().stream().filter(failure -> failure.row().equals(row)).toList();
    }

    private void testCase(String source, String row, Outcome verdict, List<Conformance.Failure> failures) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "conformance." + source);
        xml.writeAttribute("name", row);
        switch (verdict) {
            case PASSED -> {
                // Nothing more is said of it.
            }
            case NOT_APPLICABLE, KNOWN_DIFFERENCE -> xml.writeEmptyElement("skipped");
            case FAILED -> {
                xml.writeStartElement("failure");
                xml.writeAttribute("message", text(failures.getFirst()));
                xml.writeCharacters(failures.stream().map(JUnitXml::text).collect(Collectors.joining("\n")));
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
        line();
    }

    private static String text(Conformance.Failure failure) {
        return failure.place() + ": " + failure.check().call() + ": expected " + failure.check().expected() + ", was " + failure.check().actual();
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }
}
