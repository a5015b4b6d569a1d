package org.llmops.guardrail.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.llmops.guardrail.detecting.CodePoint;

/**
 * Many patterns at once. Words that the patterns themselves betray are searched in one pass, and a pattern is tried only
 * where one of its own was seen. What matches at a place depends on so many code points behind it as its rule says, so a
 * text that arrives in pieces has the matches of the whole.
 */
public final class Patterns {
    /** A match begins at most so far behind a word that only comes near it. */
    static final int NEAR = 200;

    private final List<CompiledPattern> patterns;
    private final List<List<Trigger>> triggers;
    private final Automaton automaton;
    private final Watch watch;
    private final int[] lengths;
    private final int longest;
    private final List<Integer> everywhere;
    private final List<Integer> inside;

    private Patterns(List<CompiledPattern> patterns) {
        this.patterns = List.copyOf(patterns);
        Map<String, List<Trigger>> words = new LinkedHashMap<>();
        List<Integer> unled = new ArrayList<>();
        for (int index = 0; index < patterns.size(); index++) {
            CompiledPattern pattern = patterns.get(index);
            Leads.Lead lead = pattern.lead();
            Trigger inMatch = new Trigger(index, -lead.farthest(), -lead.nearest());
            Trigger before = new Trigger(index, 0, NEAR);
            Set<String> near = Set.copyOf(pattern.rule().near());
            for (String word : lead.words().isEmpty() ? near : lead.words()) {
                words.computeIfAbsent(fold(word), first -> new ArrayList<>())
                        .add(lead.words().isEmpty() ? before : inMatch);
            }
            if (lead.words().isEmpty() && near.isEmpty()) {
                unled.add(index);
            }
        }
        this.triggers = List.copyOf(words.values());
        this.automaton = new Automaton(
                words.keySet().stream().map(word -> word.codePoints().toArray()).toList());
        this.lengths = words.keySet().stream()
                .mapToInt(word -> word.codePointCount(0, word.length()))
                .toArray();
        this.watch = Watch.of(patterns);
        this.longest = Arrays.stream(lengths).max().orElse(0);
        this.everywhere = List.copyOf(unled);
        this.inside = IntStream.range(0, patterns.size())
                .filter(index -> patterns.get(index).lead().farthest() > 0)
                .boxed()
                .toList();
    }

    /** Takes the patterns apart. RE2 compiles each when a text first calls for it. */
    public static Patterns of(List<PatternRule> rules) throws PatternMalformed {
        List<CompiledPattern> patterns = new ArrayList<>();
        for (PatternRule rule : rules) {
            patterns.add(new CompiledPattern(rule, patterns.size()));
        }
        return new Patterns(patterns);
    }

    /** Says whether a rule can be used, RE2's own opinion included; returns how many groups its pattern has. */
    public static int check(PatternRule rule) throws PatternMalformed {
        return new CompiledPattern(rule, 0).check();
    }

    /** Searches a text as it grows; the search keeps the place. */
    public PatternSearch search() {
        return new PatternSearch(this);
    }

    public PatternRule rule(int index) {
        return patterns.get(index).rule();
    }

    CompiledPattern pattern(int index) {
        return patterns.get(index);
    }

    int count() {
        return patterns.size();
    }

    Automaton automaton() {
        return automaton;
    }

    /** Where the words that betray patterns are to be looked for. */
    Watch watch() {
        return watch;
    }

    /** How many code points the longest of them has. */
    int longest() {
        return longest;
    }

    List<Trigger> triggers(int word) {
        return triggers.get(word);
    }

    int length(int word) {
        return lengths[word];
    }

    /** Patterns that betray no word. */
    List<Integer> everywhere() {
        return everywhere;
    }

    /** Patterns whose word stands inside their matches, so that a match may be on its way before the word is. */
    List<Integer> inside() {
        return inside;
    }

    static String fold(String word) {
        StringBuilder folded = new StringBuilder();
        word.codePoints().map(CodePoint::fold).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** Where a pattern is to be tried when a word was seen: from the word's start plus {@code first} to {@code last}. */
    record Trigger(int pattern, int first, int last) {}
}
