package dev.overlap.command;

import java.nio.file.Path;

import dev.overlap.explore.Repertoire;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every verb of {@code corpus} takes. */
final class CorpusOptions {

    @Option(names = "--corpus", paramLabel = "DIR", description = "Where the corpus is: a folder with traces, scripts and inputs in it. Default: corpus of the"
            + " checkout that this command belongs to.") private @Nullable Path corpus;

    @Mixin
    private OwnClasspath classpath = new OwnClasspath();

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    boolean json() {
        return json;
    }

    Repertoire repertoire() {
        return classpath.repertoire();
    }

    /** The folder, whether it exists or not. */
    Path root() {
        if (corpus != null) {
            return corpus;
        }
        Path root = Checkout.root();
        if (root == null) {
            throw new BadInput("no corpus here: name its folder with --corpus");
        }
        return Checkout.nearby(root.resolve("corpus"));
    }

    CorpusFolder read() {
        Repertoire known = repertoire();
        return CorpusFolder.read(root(), known);
    }
}
