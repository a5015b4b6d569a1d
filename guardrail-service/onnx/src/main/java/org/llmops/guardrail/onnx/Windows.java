package org.llmops.guardrail.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cuts texts into tokens, with the very library that models are trained with, and tokens into windows. */
final class Windows implements AutoCloseable {
    static {
        // On some hosts the library would tell its makers that it is used; and nothing is to be downloaded.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private final HuggingFaceTokenizer tokenizer;
    private final int overlap;

    private Windows(HuggingFaceTokenizer tokenizer, int overlap) {
        this.tokenizer = tokenizer;
        this.overlap = overlap;
    }

    static Windows of(Path file, ModelCard card) throws IOException {
        try {
            return new Windows(
                    HuggingFaceTokenizer.builder()
                            .optTokenizerPath(file)
                            .optAddSpecialTokens(true)
                            .optWithOverflowingTokens(true)
                            .optTruncation(true)
                            .optPadding(false)
                            .optMaxLength(card.maxTokens())
                            .optStride(card.overlap())
                            .build(),
                    card.overlap());
        } catch (RuntimeException refused) {
            throw new BrokenModel("tokenizer.json cannot be read: " + BrokenModel.inShort(refused));
        }
    }

    /** Covers the whole text; empty when nothing of it is a token. */
    List<Window> of(String text) {
        Encoding whole = tokenizer.encode(wellFormed(text), true, true);
        List<Window> windows = new ArrayList<>();
        add(windows, whole);
        for (Encoding further : whole.getOverflowing()) {
            add(windows, further);
        }
        return windows.stream().filter(window -> window.length() > 0).toList();
    }

    private void add(List<Window> windows, Encoding encoding) {
        Window before = windows.isEmpty() ? null : windows.getLast();
        windows.add(window(encoding, before == null ? 0 : before.first() + Math.max(0, before.length() - overlap)));
    }

    private static Window window(Encoding encoding, int first) {
        @Nullable CharSpan[] spans = encoding.getCharTokenSpans();
        long[] special = encoding.getSpecialTokenMask();
        int[] position = IntStream.range(0, spans.length)
                .filter(token -> special[token] == 0 && spans[token] != null)
                .toArray();
        return new Window(
                encoding.getIds(),
                encoding.getAttentionMask(),
                encoding.getTypeIds(),
                first,
                IntStream.of(position)
                        .map(token -> span(spans, token).getStart())
                        .toArray(),
                IntStream.of(position).map(token -> span(spans, token).getEnd()).toArray(),
                IntStream.of(position)
                        .mapToLong(token -> encoding.getWordIds()[token])
                        .toArray(),
                position);
    }

    @SuppressWarnings("NullAway") // only those that there are
    private static CharSpan span(@Nullable CharSpan[] spans, int token) {
        return spans[token];
    }

    /** Half of a pair of surrogates is no character: native code would not take it. Nothing else moves. */
    private static String wellFormed(String text) {
        StringBuilder mended = null;
        for (int at = 0; at < text.length(); at++) {
            if (isHalf(text, at)) {
                mended = mended == null ? new StringBuilder(text) : mended;
                mended.setCharAt(at, '\uFFFD');
            }
        }
        return mended == null ? text : mended.toString();
    }

    private static boolean isHalf(String text, int at) {
        char here = text.charAt(at);
        if (Character.isHighSurrogate(here)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(here) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
