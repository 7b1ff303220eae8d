package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** A manual page for the command and each of its verbs, from what {@code --help} is made of; {@code mvn -Pman} makes pages for man(1) of them. */
class ManPagesTest {

    private static final Path PAGES = Path.of("target/man/asciidoc");

    @Test
    void eachVerbHasAPageWithAllItsOptions() throws IOException {
        Map<String, CommandSpec> pages = new LinkedHashMap<>();
        collect(Overlap.described(), pages);
        assertThat(pages).containsKeys("overlap", "overlap-explore", "overlap-replay", "overlap-fuzz", "overlap-completion");
        Files.createDirectories(PAGES);
        for (Map.Entry<String, CommandSpec> page : pages.entrySet()) {
            String text = text(page.getValue());
            assertThat(text).startsWith("// ").contains("= " + page.getKey() + "(1)", "== Synopsis").doesNotContain("@|");
            String names = text.replace("[no-]", "");
            for (OptionSpec option : page.getValue().options()) {
                assertThat(names).contains(option.longestName());
            }
            Files.writeString(PAGES.resolve(page.getKey() + ".adoc"), text);
        }
    }

    private static void collect(CommandLine command, Map<String, CommandSpec> pages) {
        CommandSpec spec = command.getCommandSpec();
        pages.put(spec.qualifiedName("-"), spec);
        command.getSubcommands().values().forEach(verb -> collect(verb, pages));
    }

    private static String text(CommandSpec spec) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        ManPageGenerator.writeSingleManPage(writer, spec);
        writer.flush();
        return text.toString();
    }
}
