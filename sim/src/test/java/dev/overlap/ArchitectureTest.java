package dev.overlap;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The package table of the design, and what code inside an execution must not touch, checked on byte code. */
class ArchitectureTest {
    /** Each package, and which others it may use beside itself, the Java library and the nullness annotations. */
    private static final Map<String, String> MAY_USE = new LinkedHashMap<>();

    static {
        MAY_USE.put("win32", "");
        MAY_USE.put("platform", "win32");
        MAY_USE.put("reader", "win32 platform");
        MAY_USE.put("canary", "win32 platform reader");
        MAY_USE.put("fault", "win32");
        MAY_USE.put("finding", "win32");
        MAY_USE.put("choice", "");
        MAY_USE.put("schedule", "choice platform finding");
        MAY_USE.put("kernel", "schedule choice fault finding platform win32");
        MAY_USE.put("oracle", "finding schedule choice reader platform win32");
        MAY_USE.put("scenario", "win32 platform reader fault finding");
        MAY_USE.put("program", "win32 platform reader fault scenario choice");
        MAY_USE.put("simulation", allSoFar());
        MAY_USE.put("trace", "choice finding");
        MAY_USE.put("rules", "");
        MAY_USE.put("explore", allSoFar());
        MAY_USE.put("script", "scenario fault platform win32");
        MAY_USE.put("junit", "explore scenario");
    }

    private static final Pattern README_ROW = Pattern.compile("^\\| `(\\w+)` \\|.*\\| ([^|]*) \\|$", Pattern.MULTILINE);

    /** The packages with a library that no other may use. */
    private static final Map<String, String> OF_ITS_OWN = Map.of("junit", "org.junit..", "rules", "org.objectweb.asm..");

    /** Where every decision must come from the harness, and all tasks share one thread. */
    private static final String[] SIMULATED = packages("kernel reader oracle platform win32 scenario schedule");
    private static final Set<String> CLOCKS_AND_CHANCE = Set.of("java.lang.System.nanoTime", "java.lang.System.currentTimeMillis", "java.lang.Math.random",
            "java.lang.Thread.sleep");
    private static final String THREAD_ENGINE = ".*(ThreadEngine|ThreadCoroutine\\w*)(\\$.*)?";

    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.overlap");

    @TestFactory Stream<DynamicTest> aPackageUsesOnlyWhatTheTableAllows() {
        return MAY_USE.keySet().stream().map(name -> dynamicTest(name, () -> check(
                classes().that().resideInAnyPackage(packages(name)).should().onlyDependOnClassesThat().resideInAnyPackage(allowed(name)))));
    }

    @Test void thereIsNoPackageBesideTheTable() {
        check(classes().should().resideInAnyPackage(packages(allSoFar())));
    }

    @Test void packagesHaveNoCycles() {
        check(slices().matching("dev.overlap.(*)..").should().beFreeOfCycles());
    }

    @Test void theSimulatedWorldHasNoClockNoChanceAndNoLocksOfItsOwn() {
        check(noClasses().that().resideInAnyPackage(SIMULATED).and().haveNameNotMatching(THREAD_ENGINE)
                .should().dependOnClassesThat().resideInAPackage("java.util.concurrent.locks..")
                .orShould().dependOnClassesThat().areAssignableTo(ThreadLocal.class)
                .orShould().dependOnClassesThat().areAssignableTo(Random.class)
                .orShould().accessTargetWhere(describe("the real clock or chance",
                        access -> CLOCKS_AND_CHANCE.contains(access.getTargetOwner().getName() + "." + access.getName()))));
    }

    @Test void theReadmeHasTheSameTable() throws IOException {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        String readme = Files.readString(Path.of(System.getProperty("basedir", ""), "README.md"));
        Matcher row = README_ROW.matcher(readme.substring(readme.indexOf("| may use |"), readme.indexOf("`ArchitectureTest` enforces")));
        while (row.find()) {
            rows.put(row.group(1), inReadme(row.group(2), rows.keySet()));
        }
        Map<String, Set<String>> expected = new LinkedHashMap<>();
        MAY_USE.forEach((name, others) -> expected.put(name, words(others)));
        assertThat(rows).containsExactlyInAnyOrderEntriesOf(expected);
    }

    /** "win32, platform (for its marks)", "all above but script", "–". */
    private static Set<String> inReadme(String cell, Set<String> above) {
        String plain = cell.replaceAll("\\(.*?\\)", "").replace("–", "").replace(",", " ").trim();
        if (!plain.startsWith("all above")) {
            return words(plain);
        }
        Set<String> all = new TreeSet<>(above);
        all.removeAll(words(plain.replaceFirst("all above( but)?", "")));
        return all;
    }

    private static Set<String> words(String names) {
        return Arrays.stream(names.trim().split("\\s+")).filter(name -> !name.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A package that does not exist yet breaks no rule. */
    private static void check(ArchRule rule) { rule.allowEmptyShould(true).check(CLASSES); }

    private static String allSoFar() { return String.join(" ", MAY_USE.keySet()); }

    private static String[] allowed(String name) {
        Stream<String> libraries = Stream.of("java..", "org.jspecify..", OF_ITS_OWN.getOrDefault(name, "java.."));
        return Stream.concat(libraries, Arrays.stream(packages(name + " " + MAY_USE.get(name)))).toArray(String[]::new);
    }

    private static String[] packages(String names) {
        return Arrays.stream(names.trim().split(" ", -1)).map(name -> "dev.overlap." + name + "..").toArray(String[]::new);
    }
}
