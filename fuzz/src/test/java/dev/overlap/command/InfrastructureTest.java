package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What other programs are told to do with this project: workflows, OSS-Fuzz, ClusterFuzzLite, Kubernetes. */
class InfrastructureTest {

    private static final Path ROOT = Path.of("..");
    private static final Path WORKFLOWS = ROOT.resolve(".github/workflows");
    private static final Path CAMPAIGN = Path.of("kubernetes/campaign.yaml");
    private static final Path MERGE = Path.of("kubernetes/merge.yaml");

    private static final Pattern USES = Pattern.compile("(actions|github)/[\\w/-]+@v\\d+");
    /** Base images have to be named; where packages come from is for whoever builds to configure. */
    private static final Pattern HOST = Pattern.compile("(?:https?://|\\b)((?:[a-z0-9-]+\\.)+(?:com|org|io|net|dev))\\b");
    private static final Set<String> HOSTS = Set.of("gcr.io", "example.org", "github.com", "users.noreply.github.com");

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            return files.sorted().toList();
        }
    }

    static List<Path> files() throws IOException {
        List<Path> all = new ArrayList<>(workflows());
        for (Path folder : List.of(Path.of("oss-fuzz"), Path.of("kubernetes"), ROOT.resolve(".clusterfuzzlite"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".md")).sorted().forEach(all::add);
            }
        }
        return all;
    }

    // ---------------------------------------------------------------- workflows

    @Test
    void thereIsOneForEachOccasion() throws IOException {
        assertThat(workflows().stream().map(file -> file.getFileName().toString())).contains("pull-request.yml", "nightly.yml", "tests.yml", "windows.yml");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aWorkflowSaysWhatItMayDoAndHowOften(Path file) throws IOException {
        Map<String, Object> workflow = map(one(file));

        assertThat(workflow.get("concurrency")).isNotNull();
        // Nothing by default, or reading alone.
        assertThat(map(workflow.get("permissions"))).satisfiesAnyOf(none -> assertThat(none).isEmpty(),
                read -> assertThat(read).hasToString("{contents=read}"));
        for (Object job : map(workflow.get("jobs")).values()) {
            assertThat(map(job)).containsKey("timeout-minutes");
            if (map(workflow.get("permissions")).isEmpty()) {
                assertThat(map(job)).containsKey("permissions");
            }
        }
    }

    /** Whoever may write to the repository runs nothing that a fuzzer has just made up. */
    @Test
    void onlyTheCorpusIsWritten() throws IOException {
        for (Path file : workflows()) {
            Map<String, Object> workflow = map(one(file));
            map(workflow.get("jobs")).forEach((name, job) -> {
                Object permissions = map(job).getOrDefault("permissions", workflow.get("permissions"));
                // Whoever writes "write-all" there has a text in place of a map.
                Set<String> written = map(permissions).entrySet().stream().filter(right -> right.getValue().equals("write")).map(right -> right.getKey())
                        .collect(Collectors.toSet());
                written.remove("security-events");
                assertThat(written).as(file + " " + name)
                        .isEqualTo(file.endsWith("nightly.yml") && name.equals("corpus") ? Set.of("contents", "pull-requests") : Set.of());
            });
        }
    }

    /** Whatever else runs in a job, fuzzed or new, finds no token in the checkout. The corpus is pushed. */
    @ParameterizedTest
    @MethodSource("workflows")
    void aCheckoutKeepsNoCredentialsUnlessItIsPushed(Path file) throws IOException {
        map(map(one(file)).get("jobs")).forEach((name, job) -> {
            for (Object step : list(map(job).get("steps"))) {
                if (String.valueOf(map(step).get("uses")).startsWith("actions/checkout@")) {
                    boolean isPushed = file.endsWith("nightly.yml") && name.equals("corpus");
                    assertThat(values(step, "persist-credentials")).as(file + " " + name).isEqualTo(isPushed ? List.of() : List.of(false));
                }
            }
        });
    }

    /** Exit code 2 is what the corpus has already; 1 and 3 end the job. */
    @Test
    void onlyWhatTheCorpusHasAlreadyIsForgivenAtNight() throws IOException {
        Map<String, Object> corpus = map(map(map(one(WORKFLOWS.resolve("nightly.yml"))).get("jobs")).get("corpus"));

        assertThat(values(corpus, "run")).anySatisfy(run -> assertThat(String.valueOf(run)).contains("corpus add").contains("|| [ $? -eq 2 ]"))
                .noneSatisfy(run -> assertThat(String.valueOf(run)).containsPattern("corpus add.*\\|\\| true"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void onlyGitHubsOwnActionsAreUsed(Path file) throws IOException {
        assertThat(values(one(file), "uses")).isNotEmpty().allSatisfy(action -> assertThat(String.valueOf(action)).matches(USES));
    }

    @Test
    void theNightsShardsAreAsManyAsTheirFractionsSay() throws IOException {
        Map<String, Object> shard = map(map(map(one(WORKFLOWS.resolve("nightly.yml"))).get("jobs")).get("shard"));

        assertThat(map(map(shard.get("strategy")).get("matrix")).get("shard")).isEqualTo(List.of(1, 2, 3, 4));
        assertThat(map(shard.get("env")).get("SHARD")).isEqualTo("${{ matrix.shard }}/${{ strategy.job-total }}");
    }

    // ---------------------------------------------------------------- OSS-Fuzz and ClusterFuzzLite

    @Test
    void bothProjectsAreOnTheJvm() throws IOException {
        for (Path file : List.of(Path.of("oss-fuzz/project.yaml"), ROOT.resolve(".clusterfuzzlite/project.yaml"))) {
            Map<String, Object> project = map(one(file));
            assertThat(project.get("language")).isEqualTo("jvm");
            assertThat(project.get("fuzzing_engines")).isEqualTo(List.of("libfuzzer"));
            assertThat(project.get("sanitizers")).isEqualTo(List.of("address"));
        }
    }

    /** The image that builds and the one that runs have to have the same C library. */
    @Test
    void theImageIsThatOfTheProject() throws IOException {
        String version = String.valueOf(map(one(Path.of("oss-fuzz/project.yaml"))).get("base_os_version"));

        assertThat(Path.of("oss-fuzz/Dockerfile")).content().contains("\nFROM gcr.io/oss-fuzz-base/base-builder-jvm:" + version + "\n");
        assertThat(ROOT.resolve(".clusterfuzzlite/Dockerfile")).content().contains("\nFROM gcr.io/oss-fuzz-base/base-builder-jvm:v1\n");
    }

    @ParameterizedTest
    @MethodSource("files")
    void noHostIsNamedThatNeedNotBe(Path file) throws IOException {
        assertThat(HOST.matcher(Files.readString(file)).results().map(match -> match.group(1))).allMatch(HOSTS::contains);
    }

    // ---------------------------------------------------------------- Kubernetes

    @Test
    void eachPodRunsTheShardOfItsIndex() throws IOException {
        List<Object> documents = all(CAMPAIGN);
        Map<String, Object> job = map(map(documents.getLast()).get("spec"));
        Map<String, Object> container = map(list(values(job, "containers").getFirst()).getFirst());
        Object shards =
                list(container.get("env")).stream().filter(each -> "SHARDS".equals(map(each).get("name"))).map(each -> map(each).get("value")).findFirst()
                        .orElseThrow();

        assertThat(documents.stream().map(each -> map(each).get("kind"))).containsExactly("PersistentVolumeClaim", "Job");
        assertThat(job.get("completionMode")).isEqualTo("Indexed");
        assertThat(shards).isEqualTo(String.valueOf(job.get("completions")));
        assertThat(String.valueOf(container.get("args"))).contains("shard=$((JOB_COMPLETION_INDEX + 1))", "--shard \"$shard/$SHARDS\"", "--resume");
    }

    /** Both mount the claim that the first one makes, and neither runs as root. */
    @Test
    void theResultsAreOnTheVolumeThatTheMergeReads() throws IOException {
        String claim = String.valueOf(map(map(all(CAMPAIGN).getFirst()).get("metadata")).get("name"));

        for (Path file : List.of(CAMPAIGN, MERGE)) {
            Object job = all(file).getLast();
            assertThat(values(job, "claimName")).containsExactly(claim);
            assertThat(values(job, "mountPath")).containsExactly("/results");
            assertThat(values(job, "runAsNonRoot")).containsExactly(true);
        }
    }

    // ---------------------------------------------------------------- YAML

    private static List<Object> all(Path file) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Iterable<Object> documents = new Yaml(new SafeConstructor(strict)).loadAll(Files.readString(file));
        return StreamSupport.stream(documents.spliterator(), false).toList();
    }

    private static Object one(Path file) throws IOException {
        List<Object> documents = all(file);
        assertThat(documents).hasSize(1);
        return documents.getFirst();
    }

    /** All values of a key, however deep. */
    private static List<Object> values(Object node, String key) {
        List<Object> found = new ArrayList<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (name.equals(key)) {
                    found.add(value);
                }
                found.addAll(values(value, key));
            });
        } else if (node instanceof Collection<?> values) {
            values.forEach(value -> found.addAll(values(value, key)));
        }
        return found;
    }

    private static Map<String, Object> map(@Nullable Object node) {
        assertThat(node).isInstanceOf(Map.class);
        Map<String, Object> named = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> named.put(String.valueOf(name), value));
        }
        return named;
    }

    private static List<Object> list(@Nullable Object node) {
        assertThat(node).isInstanceOf(List.class);
        return node instanceof List<?> list ? new ArrayList<>(list) : List.of();
    }
}
