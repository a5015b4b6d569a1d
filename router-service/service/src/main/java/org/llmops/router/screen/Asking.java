package org.llmops.router.screen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.llmops.guardrail.v1.ScreenStreamReleased;
import org.llmops.guardrail.v1.ScreenStreamRequest;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Channel;

/**
 * What the guardrails are asked about a running answer, and their answers, in the same order. While they are asked, what
 * comes of a channel meanwhile becomes one question: guardrails with much to do are asked less often.
 */
final class Asking {
    private final Consumer<ScreenStreamRequest> say;
    private final ArrayDeque<Question> asked = new ArrayDeque<>();
    private final Map<Channel, Pieces> meanwhile = new LinkedHashMap<>();

    Asking(Consumer<ScreenStreamRequest> say) {
        this.say = say;
    }

    /** Asks about a text of a chunk, which waits for the answer. */
    void about(HeldChunk chunk, AnswerText text, String said) {
        chunk.await();
        Piece piece = new Piece(chunk, text, said);
        if (asked.isEmpty()) {
            ask(new Pieces(text.channel(), new ArrayList<>(List.of(piece))));
        } else {
            meanwhile
                    .computeIfAbsent(text.channel(), channel -> new Pieces(channel, new ArrayList<>()))
                    .pieces
                    .add(piece);
        }
    }

    /** Says that a channel ends; the chunk waits for what was held back of it. */
    void end(HeldChunk chunk, Channel channel) {
        chunk.await();
        askMeanwhile();
        ask(new End(chunk, channel));
    }

    /** Says that the answer ends. */
    void end() {
        askMeanwhile();
        say.accept(GuardrailWire.end());
    }

    /** Takes the next answer; false when nobody waits for it. */
    boolean heard(ScreenStreamReleased released) {
        Question next = asked.peek();
        if (next == null || !next.channel().id().equals(released.getChannel())) {
            return false;
        }
        asked.remove();
        next.answered(released.getText());
        if (asked.isEmpty()) {
            askMeanwhile();
        }
        return true;
    }

    private void askMeanwhile() {
        meanwhile.values().forEach(this::ask);
        meanwhile.clear();
    }

    private void ask(Question question) {
        asked.add(question);
        say.accept(question.message());
    }

    private sealed interface Question {
        Channel channel();

        ScreenStreamRequest message();

        void answered(String released);
    }

    private record Piece(HeldChunk chunk, AnswerText text, String said) {}

    /** Texts of one channel that follow each other. */
    private record Pieces(Channel channel, List<Piece> pieces) implements Question {
        @Override
        public ScreenStreamRequest message() {
            StringBuilder all = new StringBuilder();
            pieces.forEach(piece -> all.append(piece.said));
            return GuardrailWire.chunk(channel, all.toString());
        }

        /** Each gets as much as it had, as long as there is something, and the last the rest. */
        @Override
        public void answered(String released) {
            int from = 0;
            for (Piece piece : pieces.subList(0, pieces.size() - 1)) {
                int until = whole(released, Math.min(released.length(), from + piece.said.length()));
                piece.chunk.released(piece.text, released.substring(from, until));
                from = until;
            }
            Piece last = pieces.getLast();
            last.chunk.released(last.text, released.substring(from));
        }

        /** No character is cut in two. */
        private static int whole(String text, int at) {
            boolean within =
                    at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
            return within ? at + 1 : at;
        }
    }

    private record End(HeldChunk chunk, Channel channel) implements Question {
        @Override
        public ScreenStreamRequest message() {
            return GuardrailWire.end(channel);
        }

        @Override
        public void answered(String released) {
            chunk.releasedAtEnd(channel, released);
        }
    }
}
