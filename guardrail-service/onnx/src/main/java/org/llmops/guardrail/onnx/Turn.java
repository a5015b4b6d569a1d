package org.llmops.guardrail.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import org.jspecify.annotations.Nullable;

/** One text's turn with a worker: ends early, in the middle of a computation too, when nobody waits for it any more. */
final class Turn implements AutoCloseable {
    private boolean stopped;
    private @Nullable RunOptions running;

    /** From another thread. */
    synchronized void stop() {
        stopped = true;
        try {
            if (running != null) {
                running.setTerminate(true);
            }
        } catch (OrtException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** What the network is run with; fails when the turn is over. */
    synchronized RunOptions options() throws OrtException {
        if (stopped) {
            throw new Unjudged("Nobody waits for the judgement any more");
        }
        if (running == null) {
            running = new RunOptions();
        }
        return running;
    }

    @Override
    public synchronized void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
