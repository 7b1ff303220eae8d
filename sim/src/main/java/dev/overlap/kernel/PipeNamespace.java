package dev.overlap.kernel;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All pipes by name, each with its instances in the order of their making.
 *
 * <p>An instance exists as long as the server's end is open. Of those that listen, the one that has listened longest gets the next client, whether a
 * ConnectNamedPipe waits there or not (test_multiple_instances, K132 to K136).
 */
final class PipeNamespace {

    private final SimKernel kernel;
    private final List<NamedPipe> pipes = new ArrayList<>(1);
    private @Nullable InstanceWait firstWait;
    private long listenings;

    PipeNamespace(SimKernel kernel) {
        this.kernel = kernel;
    }

    /** Takes in a new instance, which listens. */
    NamedPipe add(NamedPipe pipe) {
        pipes.add(pipe);
        listens(pipe);
        return pipe;
    }

    /** A name that no other pipe has, and that CreateFile cannot be given. */
    String anonymousName() {
        return "anonymous-" + (pipes.size() + 1);
    }

    /** How many instances there are of a pipe. */
    int instancesOf(String name) {
        int instances = 0;
        for (int i = 0; i < pipes.size(); i++) {
            if (isInstance(pipes.get(i), name)) {
                instances++;
            }
        }
        return instances;
    }

    /** The oldest instance of a pipe, or null when there is no such pipe. */
    @Nullable NamedPipe firstOf(String name) {
        for (int i = 0; i < pipes.size(); i++) {
            if (isInstance(pipes.get(i), name)) {
                return pipes.get(i);
            }
        }
        return null;
    }

    /** The instance of a pipe that gets the next client, or null when none listens. */
    @Nullable NamedPipe listeningOf(String name) {
        NamedPipe longest = null;
        for (int i = 0; i < pipes.size(); i++) {
            NamedPipe pipe = pipes.get(i);
            if (isInstance(pipe, name) && pipe.isOpenable() && (longest == null || pipe.listeningSince < longest.listeningSince)) {
                longest = pipe;
            }
        }
        return longest;
    }

    private static boolean isInstance(NamedPipe pipe, String name) {
        return pipe.exists() && pipe.name.equals(name);
    }

    /** A thread exits: what it has issued on any pipe is cancelled. */
    void threadExits(SimThread thread) {
        for (int i = 0; i < pipes.size(); i++) {
            pipes.get(i).threadExits(thread);
        }
    }

    /** Whether an operation of a thread has been claimed and not ended, on any pipe; bound to a port it does not need the thread. */
    boolean isCompletingFor(SimThread thread) {
        for (int i = 0; i < pipes.size(); i++) {
            if (pipes.get(i).isCompletingFor(thread)) {
                return true;
            }
        }
        return false;
    }

    /** A process is gone: what it has issued on any pipe is cancelled. */
    void cancelAllOf(SimProcess process) {
        for (int i = 0; i < pipes.size(); i++) {
            pipes.get(i).cancelAllOf(process);
        }
    }

    // ---------------------------------------------------------------- waiting for an instance

    /** An instance begins to listen: whoever waits for one of this name is told, however many there are (K138, K139). */
    void listens(NamedPipe pipe) {
        pipe.listeningSince = ++listenings;
        if (firstWait != null) {
            InstanceWait.listens(firstWait, pipe.name);
        }
    }

    /** The server's end of an instance is closed. */
    void instanceClosed(NamedPipe pipe) {
        if (firstWait != null && instancesOf(pipe.name) == 0) {
            InstanceWait.lastInstanceClosed(firstWait, pipe.name);
        }
    }

    /** Blocks until an instance listens, all are gone, or time has passed. */
    InstanceWait await(SimThread thread, String name, int timeoutMillis) {
        InstanceWait wait = new InstanceWait(kernel, thread, name, firstWait);
        firstWait = wait;
        wait.await(timeoutMillis);
        firstWait = InstanceWait.without(firstWait, wait);
        return wait;
    }
}
