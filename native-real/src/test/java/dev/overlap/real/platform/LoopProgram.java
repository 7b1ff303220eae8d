package dev.overlap.real.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Platform;
import dev.overlap.platform.Post;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;

/** A program of one thread that a seed has written: it does with its event loop all that can be done, and logs what comes of it. */
final class LoopProgram {

    private static final int STEPS = 40;
    private static final int EVENTS = 3;
    private static final int DEEPEST = 3;
    private static final long NEVER_MILLIS = 3_600_000;

    private final SplittableRandom random;
    private final Platform platform;
    private final Win32 win32;
    private final EventLoop loop;
    private final List<String> log = new ArrayList<>();
    private final List<Post> posts = new ArrayList<>();
    private final List<Handle> events = new ArrayList<>();
    private final Handle self;
    private int names;
    private int depth;

    private LoopProgram(long seed, Platform platform, Win32 win32) {
        this.random = new SplittableRandom(seed);
        this.platform = platform;
        this.win32 = win32;
        this.loop = platform.eventLoop();
        for (int i = 0; i < EVENTS; i++) {
            events.add(win32.createEvent(null, i == 0, false, null));
        }
        HandleReference duplicate = new HandleReference();
        win32.duplicateHandle(Win32.CURRENT_PROCESS, Win32.CURRENT_THREAD, Win32.CURRENT_PROCESS, duplicate, 0, false, Win32.DUPLICATE_SAME_ACCESS);
        self = duplicate.value;
    }

    /** Runs the program of that seed and answers what it has logged. */
    static List<String> run(long seed, Platform platform, Win32 win32) {
        LoopProgram program = new LoopProgram(seed, platform, win32);
        for (int i = 0; i < STEPS; i++) {
            program.step();
        }
        program.end();
        return program.log;
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1 -> posts.add(loop.post(platform.process(), event("post")));
            case 2 -> posts.add(loop.postDelayed(platform.process(), 0, event("timer")));
            case 3 -> posts.add(loop.postDelayed(platform.process(), NEVER_MILLIS, event("never")));
            case 4 -> posts.add(loop.watch(platform.process(), someEvent(), event("watch")));
            case 5 -> win32.setEvent(someEvent());
            case 6 -> win32.resetEvent(events.get(0));
            case 7 -> {
                Runnable apc = event("APC");
                log.add("queued " + win32.queueUserAPC(context -> apc.run(), self, null));
            }
            case 8 -> cancelSomething();
            case 9 -> loop.setAlertable(random.nextInt(4) > 0);
            case 10 -> log.add("runOnce " + loop.runOnce(0));
            default -> runToQuit();
        }
    }

    private void cancelSomething() {
        if (!posts.isEmpty()) {
            int which = random.nextInt(posts.size());
            log.add("cancel " + which + " " + posts.get(which).cancel());
        }
    }

    private void runToQuit() {
        loop.post(platform.process(), loop::quit);
        loop.run();
        log.add("run has ended");
    }

    private Runnable event(String kind) {
        String name = kind + " " + ++names;
        return () -> {
            log.add(name);
            if (depth < DEEPEST && random.nextInt(3) == 0) {
                depth++;
                step();
                depth--;
            }
        };
    }

    private Handle someEvent() {
        return events.get(random.nextInt(EVENTS));
    }

    private void end() {
        posts.forEach(Post::cancel);
        loop.setAlertable(true);
        log.add("at the end " + loop.runOnce(0));
        events.forEach(win32::closeHandle);
        win32.closeHandle(self);
    }
}
