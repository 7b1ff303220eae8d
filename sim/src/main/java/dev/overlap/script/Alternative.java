package dev.overlap.script;

import java.util.List;

/**
 * One of the answers that a call may give.
 *
 * @param when all of these must hold, or this answer is not among those that it may give
 */
public record Alternative(List<When> when, Answer answer) {
    public Alternative {
        when = List.copyOf(when);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (When condition : when) {
            text.append(text.isEmpty() ? "" : " ").append(condition);
        }
        return text + (when.isEmpty() ? "" : ": ") + answer;
    }
}
