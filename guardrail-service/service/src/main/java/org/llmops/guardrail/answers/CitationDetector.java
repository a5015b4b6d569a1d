package org.llmops.guardrail.answers;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;

/**
 * Checks that what an answer cites exists, and that what it claims is cited.
 *
 * @param styles which ways of writing references count
 * @param coverage how much has to be cited
 * @param checksIds whether what is cited has to exist in the context
 * @param minWords a sentence with fewer words claims nothing
 */
record CitationDetector(Set<Citation.Style> styles, Coverage coverage, boolean checksIds, int minWords)
        implements LocalDetector {
    CitationDetector {
        styles = Set.copyOf(styles);
    }

    /** How much has to be cited. */
    enum Coverage {
        NONE,
        /** At least one reference in the answer; it is held until the first one comes. */
        ANSWER,
        /** Each sentence, by a reference in it or right behind it. */
        CLAIMS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Scanner open(Scene scene) {
        return new CitationScanner(scene);
    }

    /** What the texts around the answer offer to be cited. */
    private static Set<String> sources(Scene scene) {
        Set<String> sources = new HashSet<>();
        int number = 0;
        for (Scene.Around text : scene.around()) {
            if (!text.source().isData()) {
                continue;
            }
            sources.add(String.valueOf(++number));
            for (Citation citation : Citation.in(text.text())) {
                sources.add(citation.id());
            }
            collectWords(text.text().toLowerCase(Locale.ROOT), sources);
        }
        return sources;
    }

    /** Names with a digit, such as {@code doc-2}, and the words by which authors and years are known. */
    private static void collectWords(String text, Set<String> sources) {
        int start = -1;
        for (int index = 0; index <= text.length(); index++) {
            boolean inside = index < text.length()
                    && (Character.isLetterOrDigit(text.charAt(index)) || "-_#".indexOf(text.charAt(index)) >= 0);
            if (inside && start < 0) {
                start = index;
            } else if (!inside && start >= 0) {
                String word = text.substring(start, index);
                // A small number in a text is no name of a source; a year may be one's.
                if (!isNumber(word) || word.length() >= 4) {
                    sources.add("word " + word);
                }
                start = -1;
            }
        }
    }

    private static boolean isNumber(String word) {
        for (int index = 0; index < word.length(); index++) {
            if (!CodePoint.isAsciiDigit(word.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private static boolean exists(Citation citation, Set<String> sources) {
        if (sources.contains(citation.id())) {
            return true;
        }
        return switch (citation.style()) {
            case URL -> false;
            case AUTHOR_YEAR -> {
                int blank = citation.id().lastIndexOf(' ');
                yield sources.contains("word " + citation.id().substring(0, blank))
                        && sources.contains("word " + citation.id().substring(blank + 1));
            }
            case BRACKETS, FOOTNOTE -> !isNumber(citation.id()) && sources.contains("word " + citation.id());
        };
    }

    /** Goes through one answer; a sentence is judged when the one behind it has begun with its references, or is over. */
    private final class CitationScanner implements Scanner {
        private final Scanner sentences;
        private final Scene scene;
        private @Nullable Set<String> sources;
        private @Nullable Passage uncited;
        private int claimFrom;
        private boolean citedAny;
        private int position;

        CitationScanner(Scene scene) {
            this.scene = scene;
            this.sentences = new PassageDetector() {
                @Override
                protected void judge(Scene within, Passage passage, Consumer<Match> found) {
                    look(passage, found);
                }
            }.open(scene);
        }

        @Override
        public int scan(GrowingText text, int from, Consumer<Match> found) {
            position = sentences.scan(text, position, found);
            if (text.isComplete()) {
                report(uncited, found);
                uncited = null;
                if (coverage == Coverage.ANSWER && !citedAny) {
                    found.accept(Match.of("CITATION_MISSING", "uncited-answer", 0, text.end(), 1, "Cites no source"));
                }
                return text.end();
            }
            if (coverage == Coverage.ANSWER && !citedAny) {
                return 0;
            }
            return uncited == null ? position : uncited.start();
        }

        private void look(Passage passage, Consumer<Match> found) {
            String text = passage.text();
            List<Citation> citations = Citation.mayBeIn(passage.signs()) ? Citation.in(text) : List.of();
            if (!citations.isEmpty()) {
                citations.removeIf(citation -> !styles.contains(citation.style()));
            }
            for (Citation citation : citations) {
                if (checksIds && !exists(citation, sources())) {
                    int start = passage.start() + text.codePointCount(0, citation.start());
                    int end = start + text.codePointCount(citation.start(), citation.end());
                    found.accept(Match.of(
                            "CITATION_UNKNOWN", "unknown-source", start, end, 1, "Cites a source that was not given"));
                }
            }
            citedAny |= !citations.isEmpty();
            if (coverage != Coverage.CLAIMS) {
                return;
            }
            boolean leads = !citations.isEmpty() && leads(text, citations.getFirst());
            if (!leads) {
                report(uncited, found);
            }
            uncited = null;
            // A reference at the very start belongs to the sentence before; this one needs another.
            boolean cited = false;
            int behind = 0;
            for (Citation citation : citations) {
                cited = cited || !leads(text, citation);
                behind = Math.max(behind, citation.end());
            }
            if (!cited && claims(text, behind)) {
                uncited = passage;
                claimFrom = behind;
            }
        }

        /** Read when the first reference is met: most answers have none. */
        private Set<String> sources() {
            Set<String> known = sources;
            if (known == null) {
                known = CitationDetector.sources(scene);
                sources = known;
            }
            return known;
        }

        private void report(@Nullable Passage passage, Consumer<Match> found) {
            if (passage != null) {
                int lead = claimFrom;
                while (lead < passage.text().length()
                        && Character.isWhitespace(passage.text().charAt(lead))) {
                    lead++;
                }
                int end = end(passage.text());
                int start = passage.start() + passage.text().codePointCount(0, lead);
                found.accept(Match.of(
                        "CITATION_MISSING",
                        "uncited-claim",
                        start,
                        start + passage.text().codePointCount(lead, end),
                        1,
                        "Claims something without citing a source"));
            }
        }

        /** Whether nothing but blanks and other references stands before a reference. */
        private boolean leads(String text, Citation citation) {
            int depth = 0;
            for (int index = 0; index < citation.start(); index++) {
                char character = text.charAt(index);
                depth += character == '[' || character == '\u3010' ? 1 : 0;
                if (depth == 0 && !Character.isWhitespace(character)) {
                    return false;
                }
                depth -= character == ']' || character == '\u3011' ? 1 : 0;
            }
            return true;
        }

        private boolean claims(String text, int from) {
            int end = end(text);
            int first = from;
            while (first < end && Character.isWhitespace(text.charAt(first))) {
                first++;
            }
            if (first < end && (text.charAt(first) == '#' || "?\uFF1F:".indexOf(text.charAt(end - 1)) >= 0)) {
                return false;
            }
            int words = 0;
            boolean inside = false;
            for (int index = first; index < end && words < minWords; index++) {
                int character = text.charAt(index);
                boolean letter = CodePoint.isAlphanumeric(character);
                // In scripts without spaces two characters pass for a word.
                words += letter && (!inside || CodePoint.isUnspaced(character) && (index - first) % 2 == 0) ? 1 : 0;
                inside = letter;
            }
            return words >= minWords;
        }

        /** Behind the last character that is not blank. */
        private static int end(String text) {
            int end = text.length();
            while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            return end;
        }
    }
}
