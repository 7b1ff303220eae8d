package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A folder of classes as somebody else's build makes it: compiled here, from sources that tests give. */
final class OwnProject {

    private static final String IMPORTS = """
            package own;
            import dev.overlap.canary.*;
            import dev.overlap.platform.*;
            import dev.overlap.reader.*;
            import dev.overlap.scenario.*;
            import dev.overlap.win32.*;
            """;

    private final Path folder;

    OwnProject(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** A provider of readers with this id, made by this expression, of which it says that it makes objects of this class. */
    OwnProject withReader(String id, String factory, String readerClass) {
        return with("dev.overlap.reader.ReaderProvider", "Provider", """
                public final class Provider implements ReaderProvider {
                    public String id() { return %s; }
                    public ReaderFactory factory() { return %s; }
                    public Class<? extends AsyncPipeReader> readerClass() { return %s.class; }
                }
                """.formatted(id, factory, readerClass));
    }

    /** The source of a class, which is registered for a service. */
    OwnProject with(String service, String className, String source) {
        register(service, "own." + className);
        return with(className, source);
    }

    /** The source of a class. */
    OwnProject with(String className, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        SimpleJavaFileObject file = new SimpleJavaFileObject(URI.create("string:///own/" + className + ".java"), SimpleJavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return IMPORTS + source;
            }
        };
        StringWriter said = new StringWriter();
        boolean compiled = compiler
                .getTask(said, null, null, List.of("-proc:none", "-cp", classes + java.io.File.pathSeparator + folder, "-d", folder.toString()), null,
                        List.of(file))
                .call();
        assertThat(compiled).as(said.toString()).isTrue();
        return this;
    }

    /** Names a class for a service, whether there is one or not. */
    OwnProject register(String service, String className) {
        try {
            Path services = folder.resolve("META-INF/services");
            Files.createDirectories(services);
            Files.writeString(services.resolve(service), className + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
