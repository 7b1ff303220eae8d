package dev.overlap.command;

import java.util.Iterator;
import java.util.List;

import dev.overlap.campaign.Arm;
import dev.overlap.explore.Portfolio;
import dev.overlap.explore.Repertoire;
import dev.overlap.explore.Subjects;
import dev.overlap.target.Targets;

/**
 * The words that a shell offers for an option: the project's own names. Looked up when they are asked for, because any call makes one of each.
 *
 * <p>The rule that a newcomer would break: picocli's script has one list for each {@code paramLabel} of a verb, so options of one verb with other words have other labels.
 */
final class Candidates {

    private Candidates() {
    }

    /** Scenarios that can be played. */
    static final class OfScenario implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Repertoire.OF_THE_PROJECT.scenarioNames().iterator();
        }
    }

    /** Readers that can play. */
    static final class OfReader implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Subjects.ids().iterator();
        }
    }

    /** Fuzz targets. */
    static final class OfTarget implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Targets.names().iterator();
        }
    }

    /** Engines of a campaign. */
    static final class OfArm implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of(Arm.EXPLORE, Arm.RANDOM_PROGRAMS, Arm.JAZZER).iterator();
        }
    }

    /** Kernels. */
    static final class OfBackend implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Backend.NAMES.iterator();
        }
    }

    /** Strategies. */
    static final class OfStrategy implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Portfolio.NAMES.iterator();
        }
    }

    /** Versions of Windows. */
    static final class OfWindows implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Names.windowsVersions().iterator();
        }
    }

    /** What the simulated kernel can be. */
    static final class OfProfile implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Names.profiles().iterator();
        }
    }

    /** Ways to run tasks. */
    static final class OfEngine implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Names.engines().iterator();
        }
    }
}
