package org.llmops.guardrail.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.llmops.guardrail.detecting.Match;

/** A model that was read and tried: tokenizer, network, and what its outputs stand for. */
final class TextModel implements AutoCloseable {
    private static final String TRIAL = "A model that judges this sentence can be used.";

    private final String name;
    private final ModelCard card;
    private final Windows windows;
    private final Network network;

    private TextModel(String name, ModelCard card, Windows windows, Network network) {
        this.name = name;
        this.card = card;
        this.windows = windows;
        this.network = network;
    }

    /** Fails with {@link BrokenModel}, which says how to mend it; nothing stays open then. */
    static TextModel read(Path folder) throws IOException {
        for (String needed : List.of(CardFile.NAME, "tokenizer.json", "model.onnx")) {
            if (!Files.isReadable(folder.resolve(needed))) {
                throw new BrokenModel("there is no " + needed + " that can be read");
            }
        }
        ModelCard card = CardFile.read(folder);
        Windows windows = Windows.of(folder.resolve("tokenizer.json"), card);
        try {
            Network network = Network.of(folder.resolve("model.onnx"));
            TextModel model = new TextModel(folder.getFileName().toString(), card, windows, network);
            model.tried();
            return model;
        } catch (BrokenModel broken) {
            windows.close();
            throw broken;
        }
    }

    /** A network that does not fit its labels or its tokenizer shows it here, and not at a call. */
    private void tried() {
        try (Turn turn = new Turn()) {
            judge(TRIAL, card.threshold(), turn);
        } catch (Unjudged unfit) {
            network.close();
            throw new BrokenModel(String.valueOf(unfit.getMessage()));
        }
    }

    double threshold() {
        return card.threshold();
    }

    /** What was found; positions are code points of the text. */
    List<Match> judge(String text, double threshold, Turn turn) {
        if (text.codePointCount(0, text.length()) > card.maxText()) {
            throw new Unjudged(
                    "The text is longer than model '%s' takes: max_text is %d".formatted(name, card.maxText()));
        }
        Reading reading = Reading.of(card, text);
        try {
            boolean forEachToken = card.task() == Task.TOKEN_CLASSIFICATION;
            for (Window window : windows.of(text)) {
                reading.add(window, network.run(window, card.labels().size(), forEachToken, turn));
            }
        } catch (OrtException failure) {
            throw new Unjudged("Model '%s' could not be run: %s"
                    .formatted(name, turn.isStopped() ? "it was stopped" : failure.getCode()));
        }
        return reading.found(threshold).stream().map(this::match).toList();
    }

    private Match match(Found found) {
        return Match.of(
                found.entity(),
                name,
                found.start(),
                found.end(),
                Math.min(1, found.share()),
                "Model '%s' says so with %d %%".formatted(name, Math.round(100 * found.share())));
    }

    @Override
    public void close() {
        network.close();
        windows.close();
    }
}
