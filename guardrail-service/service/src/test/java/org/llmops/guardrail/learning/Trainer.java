package org.llmops.guardrail.learning;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Trains a model from a file of labelled texts: {@code java … Trainer --data FILE --out FILE --card FILE}. The data are
 * JSON lines with {@code text}, {@code label} (0 or 1) and {@code source}; of one source only,
 * random fifths are left out instead.
 */
public final class Trainer {
    private Trainer() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        if (!options.keySet().equals(Set.of("--data", "--out", "--card"))) {
            throw new IllegalArgumentException("Usage: Trainer --data FILE --out FILE --card FILE");
        }
        Path data = Path.of(options.get("--data"));
        List<Example> examples = Examples.withoutCopies(Examples.read(data));
        String version = String.valueOf(data.getFileName()).replaceFirst("\\..*", "") + "-1";
        Training training = Training.of(version, examples, Example::source);
        save(training, Path.of(options.get("--out")));
        Files.writeString(Path.of(options.get("--card")), "# " + version + "\n\n" + training.card());
    }

    public static void save(Training training, Path file) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            training.weights().write(out);
        }
    }
}
