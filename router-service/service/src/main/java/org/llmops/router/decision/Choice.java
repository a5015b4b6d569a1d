package org.llmops.router.decision;

import java.util.List;

/**
 * What happened at one node.
 *
 * @param at its place in the document
 * @param kind of node
 * @param order the children the call may go to, by their position, the chosen first; without those that lead nowhere
 * @param scores what the children were compared by, by position; empty when they were not compared
 * @param draws lots that were drawn
 * @param why in words, where numbers do not tell
 */
public record Choice(String at, String kind, List<Integer> order, List<Double> scores, List<Double> draws, String why) {
    public Choice {
        order = List.copyOf(order);
        scores = List.copyOf(scores);
        draws = List.copyOf(draws);
    }
}
