package dev.overlap.explore;

import dev.overlap.kernel.WindowsVersion;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Replay;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Strategy;
import dev.overlap.simulation.Setting;
import dev.overlap.simulation.SimWorld;

/** Plays a scenario once as plainly as can be, to see whether it can be played at all; what is found meanwhile does not matter. */
final class PlainPlay implements Strategy {

    private static final int POINTS = 20_000;

    private int tasks;

    private PlainPlay() {
    }

    /** How many tasks there were. Throws what the scenario throws while it sets the stage. */
    static int tasks(SimWorld world, Scenario scenario, ReaderFactory reader, WindowsVersion windows) {
        PlainPlay strategy = new PlainPlay();
        world.play(scenario, reader, new Setting(windows, new Limits(POINTS, POINTS, 0)), strategy, new Replay(new int[0]), 0, 1, null);
        return strategy.tasks;
    }

    @Override
    public void begin(long seed, int expectedPoints) {
        tasks = 0;
    }

    @Override
    public void created(int slot) {
        if (slot < Scheduler.MAX_TASKS) {
            tasks++;
        }
    }

    @Override
    public int pick(long enabled, int current) {
        return Strategy.defaultPick(enabled, current);
    }
}
