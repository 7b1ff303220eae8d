package dev.overlap.platform;

/** Something that an {@link EventLoop} will run: an event posted, a timer, or a handle watched. */
public interface Post {

    /**
     * Takes it back.
     *
     * @return true when it will not run (again); false when it has run, or is running
     */
    boolean cancel();
}
