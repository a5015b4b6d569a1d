package org.llmops.guardrail.answers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.PassageWords;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.normalising.NormalisedText;
import org.llmops.guardrail.normalising.Normaliser;

/** Looks for the system prompt of the call, for prompts that the rail names, and for canaries. */
final class LeakDetector implements LocalDetector {
    private static final int MAX_CANARIES = 50;

    private final List<String> prompts;
    private final List<String> open;
    private final List<String> canaries;
    private final String canaryPrefix;
    private final int minWords;

    /** For calls without other texts. */
    private final LocalDetector alone;

    /**
     * @param prompts texts that are secret in every call
     * @param open texts that everybody may repeat
     * @param canaries marks that are secret in every call
     * @param canaryPrefix how a word of the system prompt begins that is a canary of this call; empty if there are none
     * @param minWords so many words in a row are a leak
     */
    LeakDetector(List<String> prompts, List<String> open, List<String> canaries, String canaryPrefix, int minWords) {
        this.prompts = List.copyOf(prompts);
        this.open = List.copyOf(open);
        this.canaries = List.copyOf(canaries);
        this.canaryPrefix = canaryPrefix;
        this.minWords = minWords;
        this.alone = among(List.of());
    }

    @Override
    public Scanner open(Scene scene) {
        return in(scene).open(scene);
    }

    @Override
    public LocalDetector in(Scene scene) {
        return scene.around().isEmpty() ? alone : among(scene.around());
    }

    private LocalDetector among(List<Scene.Around> texts) {
        List<String> secrets = new ArrayList<>(prompts);
        List<String> common = new ArrayList<>(open);
        List<String> marks = new ArrayList<>(canaries);
        for (Scene.Around text : texts) {
            if (text.source() == Source.SYSTEM) {
                secrets.add(text.text());
                collectCanaries(text.text(), marks);
            } else if (text.source() == Source.USER || text.source().isData()) {
                common.add(text.text());
            }
        }
        ProtectedText secret = new ProtectedText(folded(secrets), folded(common), minWords);
        Canaries hidden = Canaries.of(marks);
        return inside -> new LeakScanner(inside, secret, hidden);
    }

    private static List<String> folded(List<String> texts) {
        return texts.stream().map(text -> Normaliser.of(text).text()).toList();
    }

    private void collectCanaries(String prompt, Collection<String> marks) {
        int at = canaryPrefix.isEmpty() ? -1 : prompt.indexOf(canaryPrefix);
        while (at >= 0 && marks.size() < MAX_CANARIES) {
            int end = at;
            while (end < prompt.length() && isMark(prompt.charAt(end))) {
                end++;
            }
            String mark = prompt.substring(at, end);
            if (Canaries.fits(mark) && end - at > canaryPrefix.length()) {
                marks.add(mark);
            }
            at = prompt.indexOf(canaryPrefix, Math.max(end, at + 1));
        }
    }

    private static boolean isMark(char character) {
        return character == '-' || character == '_' || character < 0x80 && Character.isLetterOrDigit(character);
    }

    /** Goes through one text, passage by passage, and holds back what may still turn out to be a leak. */
    private static final class LeakScanner extends PassageDetector implements Scanner {
        private final ProtectedText secret;
        private final Canaries canaries;
        private final Scanner passages;
        private final Canaries.Search search;
        private final Overlap overlap;
        private final List<Match> pending = new ArrayList<>();
        private int read;

        LeakScanner(Scene scene, ProtectedText secret, Canaries canaries) {
            this.secret = secret;
            this.canaries = canaries;
            this.search = canaries.search();
            this.overlap = new Overlap(secret, (start, end, words) -> pending.add(repeated(start, end, words, "")));
            this.passages = super.open(scene);
        }

        @Override
        public int scan(GrowingText text, int from, Consumer<Match> found) {
            if (secret.isEmpty() && canaries.isEmpty()) {
                return text.end();
            }
            read = passages.scan(text, Math.max(read, from), found);
            if (text.isComplete()) {
                overlap.finish();
            }
            pending.forEach(found);
            pending.clear();
            return text.isComplete() ? read : Math.min(read, Math.min(search.openFrom(), overlap.openFrom()));
        }

        @Override
        protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
            NormalisedText plain = passage.normalised();
            int offset = passage.start();
            mark(plain, offset, search);
            if (!secret.isEmpty()) {
                PassageWords words = plain.text().equals(passage.text()) ? passage.words() : null;
                if (words == null) {
                    follow(plain, offset, overlap);
                } else {
                    overlap.take(words, offset);
                }
            }
            plain.decoded().forEach(decoded -> judgeDecoded(decoded, offset));
        }

        /** What was encoded is encoded in one piece, so it is judged on its own. */
        private void judgeDecoded(NormalisedText decoded, int offset) {
            mark(decoded, offset, canaries.search());
            if (!secret.isEmpty()) {
                Overlap inner = new Overlap(
                        secret, (start, end, words) -> pending.add(repeated(start, end, words, decoded.encoding())));
                follow(decoded, offset, inner);
                inner.finish();
            }
            decoded.decoded().forEach(deeper -> judgeDecoded(deeper, offset));
        }

        private void mark(NormalisedText text, int offset, Canaries.Search within) {
            if (canaries.isEmpty()) {
                return;
            }
            boolean encoded = !text.encoding().isEmpty();
            within.read(text, offset, (start, end, disguised) -> pending.add(canary(start, end, encoded || disguised)));
        }

        private static void follow(NormalisedText text, int offset, Overlap overlap) {
            ProtectedText.words(
                    text.text(),
                    (hash, start, end, halves, telling) ->
                            overlap.take(hash, offset + text.start(start), offset + text.end(end), halves, telling));
        }

        private static Match canary(int start, int end, boolean disguised) {
            return Match.of(
                    PromptLeak.ENTITY,
                    disguised ? "canary-encoded" : "canary",
                    start,
                    end,
                    1,
                    "A canary of the prompt" + (disguised ? ", in disguise" : ""));
        }

        private static Match repeated(int start, int end, int words, String encoding) {
            return Match.of(
                    PromptLeak.ENTITY,
                    encoding.isEmpty() ? "prompt-overlap" : "prompt-overlap-encoded",
                    start,
                    end,
                    Math.min(0.99, (words + 4.0) / (words + 8.0)),
                    words + " words in a row of a protected prompt" + (encoding.isEmpty() ? "" : ", in " + encoding));
        }
    }
}
