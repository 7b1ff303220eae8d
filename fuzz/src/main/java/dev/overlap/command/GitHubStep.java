package dev.overlap.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

import dev.overlap.report.GitHub;
import dev.overlap.report.Sources;
import dev.overlap.report.Summary;
import org.jspecify.annotations.Nullable;

/**
 * A step of a job of GitHub Actions, if this process is one: it shows annotations that are printed, and Markdown in a file that it names.
 *
 * @param summary where the Markdown goes, null when the step has no such file
 */
record GitHubStep(@Nullable Path summary) {

    /** The step that this process belongs to. */
    static Optional<GitHubStep> ofThisProcess() {
        return of(System.getenv());
    }

    static Optional<GitHubStep> of(Map<String, String> environment) {
        String file = environment.get("GITHUB_STEP_SUMMARY");
        return "true".equals(environment.get("GITHUB_ACTIONS")) ? Optional.of(new GitHubStep(file == null || file.isEmpty() ? null : Path.of(file)))
                : Optional.empty();
    }

    /** Tells it what was found. The file belongs to the step, and others may have written to it before. */
    void tell(Terminal terminal, Summary told, Sources sources) {
        GitHub.annotations(told, sources).forEach(terminal.out()::println);
        Path file = summary;
        if (file != null) {
            try {
                Files.writeString(file, GitHub.stepSummary(told), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                terminal.complain("overlap campaign: cannot write the summary of the step to " + file + ": " + BadInput.reason(e));
            }
        }
    }
}
