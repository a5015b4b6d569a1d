package org.llmops.guardrail.matching;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sets of phrases that have names, each found on its own, since phrases of different sets may overlap. One pass over a text
 * tells which sets it may have something of; most texts have little.
 */
public final class PhraseGroups {
    private final List<String> names;
    private final List<Phrases> groups;
    private final Automaton all;

    /** Which groups have each of the phrases. */
    private final List<BitSet> having = new ArrayList<>();

    /** @param phrases by the name of their group; whole words count */
    public PhraseGroups(Map<String, List<String>> phrases) {
        Map<String, List<String>> ordered = new TreeMap<>(phrases);
        this.names = List.copyOf(ordered.keySet());
        this.groups = ordered.values().stream().map(Phrases::wholeWords).toList();
        List<int[]> symbols = new ArrayList<>();
        Map<String, Integer> first = new HashMap<>();
        for (int group = 0; group < names.size(); group++) {
            for (String phrase : ordered.getOrDefault(names.get(group), List.of())) {
                int[] folded = Phrases.fold(phrase);
                int number = first.computeIfAbsent(new String(folded, 0, folded.length), unknown -> symbols.size());
                if (number == symbols.size()) {
                    symbols.add(folded);
                    having.add(new BitSet());
                }
                having.get(number).set(group);
            }
        }
        this.all = new Automaton(symbols);
    }

    /** Tells what is found group by group, in the order of their names; positions are those of the text's chars. */
    public void find(String text, Found found) {
        BitSet possible = new BitSet();
        Phrases.follow(text, all, ending -> {
            for (int each = ending; each != Automaton.NONE; each = all.nextEnding(each)) {
                possible.or(having.get(all.word(each)));
            }
            return false;
        });
        for (int group = possible.nextSetBit(0); group >= 0; group = possible.nextSetBit(group + 1)) {
            String name = names.get(group);
            groups.get(group).search(text, (phrase, start, end) -> found.accept(name, start, end));
        }
    }

    /** Takes what was found. */
    @FunctionalInterface
    public interface Found {
        void accept(String group, int start, int end);
    }
}
