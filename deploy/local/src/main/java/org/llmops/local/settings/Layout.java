package org.llmops.local.settings;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the stack keeps its files.
 *
 * @param repository the checkout
 * @param home {@code .local} in it, unless {@code LLMOPS_LOCAL_DIR} names another place
 */
public record Layout(Path repository, Path home) {
    public static Layout of(Path repository, Map<String, String> environment) {
        return new Layout(repository, repository.resolve(environment.getOrDefault("LLMOPS_LOCAL_DIR", ".local")));
    }

    /** What a part keeps between runs. */
    public Path data(String part) {
        return data().resolve(part);
    }

    public Path data() {
        return home.resolve("data");
    }

    public Path log(String part) {
        return home.resolve("log").resolve(part + ".log");
    }

    /** What is known of the running processes. */
    public Path run() {
        return home.resolve("run");
    }

    /** What makes the next start quicker, and can be deleted at any time. */
    public Path cache() {
        return home.resolve("cache");
    }

    /** Another stack's, beside this one. */
    public Layout beside(String name) {
        return new Layout(repository, home.resolve(name));
    }

    /** The API key of the app {@code demo}. */
    public Path key() {
        return home.resolve("key");
    }
}
