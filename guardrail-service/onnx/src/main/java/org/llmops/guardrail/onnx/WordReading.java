package org.llmops.guardrail.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Each token is judged, each word as its tokens are on average, and words that follow each other with the same entity are
 * one finding, as sure as they are on average. A token of two windows counts as the one has it that shows more around it.
 */
final class WordReading implements Reading {
    private final ModelCard card;
    private final int[] text;
    private final List<Token> tokens = new ArrayList<>();

    WordReading(ModelCard card, int[] text) {
        this.card = card;
        this.text = text;
    }

    @Override
    public void add(Window window, List<float[]> rows) {
        for (int at = 0; at < window.length(); at++) {
            int margin = Math.min(at, window.length() - 1 - at);
            int number = window.first() + at;
            Token token = new Token(
                    window.start()[at],
                    window.end()[at],
                    window.word()[at],
                    margin,
                    card.activation().apply(rows.get(window.position()[at])));
            if (number == tokens.size()) {
                tokens.add(token);
            } else if (tokens.get(number).start() != token.start()) {
                throw new IllegalStateException("Windows do not fit together");
            } else if (tokens.get(number).margin() < margin) {
                tokens.set(number, token);
            }
        }
    }

    @Override
    public List<Found> found(double threshold) {
        List<Found> found = new ArrayList<>();
        Stretch open = null;
        for (Word word : words()) {
            String entity = word.entity();
            boolean holds = !entity.isEmpty() && word.share() >= threshold;
            if (open != null && (!holds || word.begins() || !entity.equals(open.entity()))) {
                found.add(open.close());
                open = null;
            }
            if (holds) {
                open = open == null ? new Stretch(entity, word) : open.with(word);
            }
        }
        if (open != null) {
            found.add(open.close());
        }
        return found;
    }

    private List<Word> words() {
        List<Word> words = new ArrayList<>();
        int from = 0;
        for (int at = 1; at <= tokens.size(); at++) {
            if (at == tokens.size() || !goesOn(tokens.get(at - 1), tokens.get(at))) {
                add(words, tokens.subList(from, at));
                from = at;
            }
        }
        return words;
    }

    /** Some tokenizers hold the whole text for one word, and some begin tokens with the space before them. */
    private boolean goesOn(Token before, Token token) {
        return before.word() == token.word()
                && token.start() <= before.end()
                && (token.start() == token.end() || !Character.isWhitespace(text[token.start()]));
    }

    private void add(List<Word> words, List<Token> parts) {
        int start = parts.getFirst().start();
        int end = parts.getLast().end();
        while (start < end && Character.isWhitespace(text[start])) {
            start++;
        }
        while (end > start && Character.isWhitespace(text[end - 1])) {
            end--;
        }
        if (start < end) {
            words.add(word(start, end, parts));
        }
    }

    private Word word(int start, int end, List<Token> parts) {
        double[] shares = new double[card.labels().size()];
        for (Token part : parts) {
            for (int label = 0; label < shares.length; label++) {
                shares[label] += part.shares()[label] / parts.size();
            }
        }
        String likeliest = "";
        double most = 0;
        for (String entity : card.found()) {
            double share = share(entity, shares);
            if (share > most) {
                most = share;
                likeliest = entity;
            }
        }
        return new Word(start, end, likeliest, most, begins(likeliest, shares));
    }

    /** Of all labels that stand for it, be it its beginning or its rest. */
    private double share(String entity, double[] shares) {
        double sum = 0;
        for (int label = 0; label < shares.length; label++) {
            sum += entity.equals(card.entity(label)) ? shares[label] : 0;
        }
        return Math.min(1, sum);
    }

    private boolean begins(String entity, double[] shares) {
        int likeliest = -1;
        for (int label = 0; label < shares.length; label++) {
            if (entity.equals(card.entity(label)) && (likeliest < 0 || shares[label] > shares[likeliest])) {
                likeliest = label;
            }
        }
        return likeliest >= 0 && card.begins(likeliest);
    }

    /** @param margin how many tokens its window shows on the side where it shows fewer */
    private record Token(int start, int end, long word, int margin, double[] shares) {}

    private record Word(int start, int end, String entity, double share, boolean begins) {}

    /** Words that are one finding so far. */
    private record Stretch(String entity, int start, int end, double sum, int words) {
        Stretch(String entity, Word word) {
            this(entity, word.start(), word.end(), word.share(), 1);
        }

        Stretch with(Word word) {
            return new Stretch(entity, start, word.end(), sum + word.share(), words + 1);
        }

        Found close() {
            return new Found(entity, start, end, sum / words);
        }
    }
}
