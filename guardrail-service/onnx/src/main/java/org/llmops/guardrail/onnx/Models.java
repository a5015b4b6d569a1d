package org.llmops.guardrail.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The models of a folder, by name, and what is wrong with those that cannot be used. */
final class Models implements AutoCloseable {
    private static final int MOST = 20;
    private static final int LONGEST_NAME = 63;

    private final Map<String, TextModel> usable = new TreeMap<>();
    private final Map<String, String> broken = new TreeMap<>();
    private final MessageDigest digest = sha256();

    private Models() {}

    static Models none() {
        return new Models();
    }

    static Models read(Path folder) {
        Models models = new Models();
        try {
            for (Path model : folders(folder)) {
                models.add(model);
            }
        } catch (IOException unreadable) {
            models.close();
            throw new UncheckedIOException("The models in " + folder + " cannot be read", unreadable);
        }
        return models;
    }

    private static List<Path> folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BrokenModel("%s.models-dir names %s, which is no folder"
                    .formatted(OnnxSettings.PREFIX, folder.toAbsolutePath()));
        }
        try (Stream<Path> files = Files.list(folder)) {
            // Mounted volumes have folders of their own that begin with dots.
            List<Path> found = files.filter(Files::isDirectory)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
            if (found.size() > MOST) {
                throw new BrokenModel("%s holds more than %d models".formatted(folder.toAbsolutePath(), MOST));
            }
            return found;
        }
    }

    private void add(Path folder) throws IOException {
        String name = folder.getFileName().toString();
        try {
            if (!isWellFormed(name)) {
                throw new BrokenModel("a folder's name, which is the model's, has 1 to 63 of a-z, 0-9 and '-'");
            }
            usable.put(name, TextModel.read(folder));
            digest(folder);
        } catch (BrokenModel unusable) {
            broken.put(name, String.valueOf(unusable.getMessage()));
        }
    }

    private static boolean isWellFormed(String name) {
        return name.length() <= LONGEST_NAME
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')
                && name.charAt(0) >= 'a';
    }

    private void digest(Path folder) throws IOException {
        digest.update(folder.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digest(Files.newInputStream(file));
            }
        }
    }

    private void digest(InputStream file) throws IOException {
        try (file) {
            byte[] piece = new byte[1 << 16];
            for (int read = file.read(piece); read >= 0; read = file.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    Optional<TextModel> named(String name) {
        return Optional.ofNullable(usable.get(name));
    }

    Set<String> names() {
        return usable.keySet();
    }

    /** Why each model that cannot be used cannot. */
    Map<String, String> broken() {
        return Map.copyOf(broken);
    }

    /** Changes with every byte of every model. */
    String version() {
        try {
            MessageDigest soFar = (MessageDigest) digest.clone();
            return HexFormat.of().formatHex(soFar.digest(), 0, 6);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        usable.values().forEach(TextModel::close);
        usable.clear();
    }
}
