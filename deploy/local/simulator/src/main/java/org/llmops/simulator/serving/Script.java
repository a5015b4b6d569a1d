package org.llmops.simulator.serving;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the wire for one answer, and how the connection is left.
 *
 * @param framing absent: the answer is one body
 */
record Script(@Nullable Framing framing, String contentType, List<Frame> frames, Ending ending) {

    /** How an answer ends. */
    enum Ending {
        /** As it should. */
        COMPLETE,
        /** Not at all: the connection stays open and silent. */
        SILENT,
        /** The connection is closed in the middle. */
        CUT
    }

    static Script of(Reply reply) {
        return switch (reply) {
            case Reply.Whole whole ->
                new Script(
                        null, whole.contentType(), List.of(new Frame(whole.bytes(), whole.tokens())), Ending.COMPLETE);
            case Reply.Streamed stream ->
                new Script(stream.framing(), stream.framing().contentType(), stream.frames(), Ending.COMPLETE);
        };
    }

    boolean streamed() {
        return framing != null;
    }

    Script stalled() {
        return with(firstHalf(), Ending.SILENT);
    }

    Script cut() {
        return with(firstHalf(), Ending.CUT);
    }

    Script malformed() {
        if (framing == null) {
            return with(firstHalf(), Ending.COMPLETE);
        }
        List<Frame> spoilt = new ArrayList<>(frames);
        spoilt.set(middle(), frames.get(middle()).malformed(framing));
        return with(spoilt, Ending.COMPLETE);
    }

    Script brokenOff(Frame error) {
        List<Frame> broken = new ArrayList<>(firstHalf());
        broken.add(error);
        return with(broken, Ending.COMPLETE);
    }

    private Script with(List<Frame> frames, Ending ending) {
        return new Script(framing, contentType, frames, ending);
    }

    private List<Frame> firstHalf() {
        return streamed()
                ? frames.subList(0, middle())
                : List.of(frames.getFirst().half());
    }

    private int middle() {
        return frames.size() / 2;
    }
}
