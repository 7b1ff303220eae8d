package dev.overlap.scenario;

/** A story: who is there, and what each of them does. Stateless, so that one instance can be played by many worlds. */
public interface Scenario {

    /** The name under which users know it: lower case, words joined by hyphens. */
    String name();

    /** What happens in it, in one line. */
    String summary();

    /** Sets the stage: opens pipes and names the tasks. Nothing runs before this has returned. */
    void play(Stage stage);
}
