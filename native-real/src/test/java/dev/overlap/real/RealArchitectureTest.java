package dev.overlap.real;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A real kernel is judged without the simulated one, and JNA stays where it is. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "byte code is the same everywhere")
class RealArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.overlap.real");

    @Test
    void nothingOfTheSimulatedKernelIsUsed() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.overlap.kernel..", "dev.overlap.schedule..", "dev.overlap.simulation..",
                "dev.overlap.explore..").check(CLASSES);
    }

    @Test
    void jnaIsUsedInOnePackageOnly() {
        noClasses().that().resideOutsideOfPackage("dev.overlap.real.jna").should().dependOnClassesThat().resideInAPackage("com.sun.jna..").check(CLASSES);
    }

    @Test
    void theFunctionsAndThePlatformKnowNothingOfWorlds() {
        noClasses().that().resideInAnyPackage("dev.overlap.real.jna", "dev.overlap.real.platform").should().dependOnClassesThat()
                .resideInAnyPackage("dev.overlap.real", "dev.overlap.real.process", "dev.overlap.scenario..", "dev.overlap.oracle..", "dev.overlap.script..",
                        "dev.overlap.reader..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.overlap.real.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
