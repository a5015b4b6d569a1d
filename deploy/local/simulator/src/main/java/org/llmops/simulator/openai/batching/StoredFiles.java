package org.llmops.simulator.openai.batching;

import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmops.simulator.serving.RandomIds;

/** The last files that were uploaded or made; old ones go when there are more than a hundred, or 64 MB. */
@ApplicationScoped
class StoredFiles {

    private static final int MOST_FILES = 100;
    private static final long MOST_BYTES = 64L << 20;

    private final Map<String, StoredFile> files = new LinkedHashMap<>();

    synchronized StoredFile add(String filename, String purpose, Buffer content) {
        StoredFile file = new StoredFile(
                RandomIds.next("file-"), filename, purpose, Instant.now().getEpochSecond(), content);
        files.put(file.id(), file);
        while (files.size() > MOST_FILES || bytes() > MOST_BYTES) {
            files.remove(files.keySet().iterator().next());
        }
        return file;
    }

    synchronized Optional<StoredFile> find(String id) {
        return Optional.ofNullable(files.get(id));
    }

    synchronized void remove(String id) {
        files.remove(id);
    }

    /** The newest first. */
    synchronized List<StoredFile> all() {
        return List.copyOf(files.values()).reversed();
    }

    private long bytes() {
        return files.values().stream()
                .mapToLong(file -> file.content().length())
                .sum();
    }
}
