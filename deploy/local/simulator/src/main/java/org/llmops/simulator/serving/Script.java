package org.llmops.simulator.serving;

import java.util.ArrayList;
import java.util.List;

/** What goes over the wire for one answer, and how the connection is left. */
record Script(boolean streamed, List<Frame> frames, Ending ending) {

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
                new Script(false, List.of(new Frame(whole.body().toBuffer(), whole.tokens())), Ending.COMPLETE);
            case Reply.Streamed stream -> new Script(true, stream.frames(), Ending.COMPLETE);
        };
    }

    Script stalled() {
        return new Script(streamed, firstHalf(), Ending.SILENT);
    }

    Script cut() {
        return new Script(streamed, firstHalf(), Ending.CUT);
    }

    Script malformed() {
        if (!streamed) {
            return new Script(false, firstHalf(), Ending.COMPLETE);
        }
        List<Frame> spoilt = new ArrayList<>(frames);
        spoilt.set(middle(), frames.get(middle()).malformed());
        return new Script(true, spoilt, Ending.COMPLETE);
    }

    Script brokenOff(Frame error) {
        List<Frame> broken = new ArrayList<>(firstHalf());
        broken.add(error);
        return new Script(streamed, broken, Ending.COMPLETE);
    }

    private List<Frame> firstHalf() {
        return streamed
                ? frames.subList(0, middle())
                : List.of(frames.getFirst().half());
    }

    private int middle() {
        return frames.size() / 2;
    }
}
