package dev.overlap.platform;

/**
 * The life of one owner, a reader for instance: what was made for it (cells, locks, memory, posted events) ends with it.
 *
 * <p>Java's garbage collector keeps an object usable for whoever still holds a reference, which hides the very defect that destroys a C++ reader:
 * a callback that comes after the destructor. {@link #destroy()} makes it visible again: every use afterwards is a finding.
 */
public interface Lifetime {

    /** Ends the life. The owner's last act; calling it twice is a defect of the owner. Any thread. */
    void destroy();
}
