package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import dev.overlap.target.FuzzTarget;
import dev.overlap.target.Targets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What OSS-Fuzz gets of each target is whole, and starts. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "OSS-Fuzz runs on Linux alone")
class OssFuzzTest {

    private static final Path FILES = Path.of("oss-fuzz");
    private static final Path CORPUS = Path.of("../corpus");

    @TempDir
    private Path folder = Path.of("");

    static List<FuzzTarget> targets() {
        return Targets.ALL;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aTargetHasAProgramThatIsTakenForOne(FuzzTarget target) throws IOException {
        String program = Files.readString(written(target).resolve(target.name()));

        assertThat(folder.resolve(target.name())).isExecutable();
        assertThat(program).startsWith("#!/bin/sh\n").contains("LLVMFuzzerTestOneInput", "'--target_class=" + target.type().getName() + "'",
                "'--instrumentation_includes=dev.overlap." + target.packages().getFirst() + ".**").doesNotContain("@NAME@", "@JVM@", "@FLAGS@");
    }

    /** A colon that is none of the driver's separators has a backslash before it, and the driver has a collector already. */
    @Test
    void theDriverUnderstandsTheOptionsOfTheJvm() throws IOException {
        String program = Files.readString(written(Targets.ALL.getFirst()).resolve(Targets.ALL.getFirst().name()));
        String options = program.lines().filter(line -> line.contains("--jvm_args=")).findFirst().orElseThrow().replaceAll(".*--jvm_args='(.*)'.*", "$1");

        assertThat(Stream.of(options.split("(?<!\\\\):", -1)).map(option -> option.replace("\\:", ":"))).isEqualTo(OssFuzz.JVM).noneMatch(
                option -> option.matches("-XX:\\+Use\\w+GC|-Xmx.*"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void itsOptionsAreThoseOfOverlapFuzz(FuzzTarget target) throws IOException {
        assertThat(written(target).resolve(target.name() + ".options")).hasContent("[libfuzzer]\nmax_len = " + target.maxBytes() + "\ntimeout = 20\n");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void itsSeedsAndWordsAreThoseOfTheCorpus(FuzzTarget target) throws IOException {
        List<Path> seeds = new ArrayList<>(files(CORPUS.resolve("inputs").resolve(target.name())));
        if (!target.moreSeeds().isEmpty()) {
            seeds.addAll(files(Path.of("..").resolve(target.moreSeeds())));
        }
        Path words = CORPUS.resolve("inputs").resolve(target.name() + ".dict");

        written(target);

        try (ZipFile zip = new ZipFile(folder.resolve(target.name() + "_seed_corpus.zip").toFile())) {
            assertThat(zip.stream()).isNotEmpty().hasSameSizeAs(seeds).noneMatch(entry -> entry.getName().contains("/"));
            assertThat(zip.stream().mapToLong(ZipEntry::getSize).sum()).isEqualTo(sizeOf(seeds));
        }
        assertThat(Files.exists(folder.resolve(target.name() + ".dict"))).isEqualTo(Files.exists(words));
        if (Files.exists(words)) {
            assertThat(folder.resolve(target.name() + ".dict")).hasSameBinaryContentAs(words);
        }
    }

    @Test
    void theSameSourcesGiveTheSameBytes() throws IOException {
        FuzzTarget target = Targets.ALL.getLast();
        byte[] first = Files.readAllBytes(written(target).resolve(target.name() + "_seed_corpus.zip"));

        assertThat(written(target).resolve(target.name() + "_seed_corpus.zip")).hasBinaryContent(first);
    }

    /** Everything that OSS-Fuzz's image does, but for its driver: takes a minute. */
    @Tag("acceptance")
    @Test
    void eachWrapperStartsItsTargetWithItsSeeds() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(FILES.resolve("build.sh").toAbsolutePath().toString(), "--dry-run", folder.resolve("out").toString());
        builder.environment().put("OVERLAP_JDK", System.getProperty("java.home"));
        builder.environment().put("OVERLAP_JAR", jarOfThisClassPath().toString());
        Path said = folder.resolve("said");

        int exitCode = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start().waitFor();

        assertThat(said).content().contains(Targets.names()).endsWith(Targets.ALL.size() + " passed, 0 failed\n");
        assertThat(exitCode).isZero();
    }

    /** What the tests run with, as a jar that names it: the real one is built after the tests. */
    private Path jarOfThisClassPath() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                Stream.of(JazzerJars.ownPath().split(File.pathSeparator, -1)).map(part -> Path.of(part).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Path jar = folder.resolve("class-path.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private Path written(FuzzTarget target) throws IOException {
        OssFuzz.write(target, Files.readString(FILES.resolve("wrapper")), folder);
        return folder;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static long sizeOf(List<Path> files) throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        return size;
    }
}
