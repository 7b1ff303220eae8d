package dev.overlap.explore;

/**
 * Where in an execution a question is asked.
 *
 * @param task the task at whose scheduling point it is asked; "-" before any task has run
 * @param point that task's own count of points
 * @param nth which of several questions of the same kind at that point, from 0
 * @param at what the task is about to do there
 */
record Place(String task, int point, int nth, String at) {
}
