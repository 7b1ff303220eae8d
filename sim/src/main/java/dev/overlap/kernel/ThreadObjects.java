package dev.overlap.kernel;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.schedule.Task;

/** What handles to threads refer to. */
final class ThreadObjects {

    private final SimKernel kernel;
    private final List<ThreadObject> objects = new ArrayList<>(0);

    ThreadObjects(SimKernel kernel) {
        this.kernel = kernel;
    }

    /** An object that is signalled when {@code task} has ended. */
    ThreadObject of(Task task) {
        ThreadObject object = new ThreadObject(kernel, task);
        objects.add(object);
        return object;
    }

    /** A thread has ended, and nothing that it had issued is left. */
    void exited(Task task) {
        for (int i = 0; i < objects.size(); i++) {
            objects.get(i).exited(task);
        }
    }
}
