package org.llmops.platform.testkit.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.llmops.platform.servers.Realm;

/**
 * A Keycloak database with the realm already in it, kept from an earlier build: to create one takes Keycloak most of its
 * start. It lies beside the program it was made with, and is another one when the realm changes.
 */
record KeycloakTemplate(Path database) {
    private static final String DATABASE = "data/h2";

    static KeycloakTemplate of(Path root, Realm realm) {
        return new KeycloakTemplate(root.resolve("platform/servers/target/dist")
                .resolve("keycloak-realm-" + Integer.toHexString(realm.json().hashCode())));
    }

    boolean exists() {
        return Files.isDirectory(database);
    }

    void copyTo(Path home) throws IOException {
        if (exists()) {
            copy(database, home.resolve(DATABASE));
        }
    }

    /** Keeps the database of a Keycloak that has stopped; of several at the same time, one wins. */
    void keep(Path home) {
        if (exists() || !Files.isDirectory(home.resolve(DATABASE))) {
            return;
        }
        try {
            Files.move(home.resolve(DATABASE), database);
        } catch (IOException e) {
            System.err.println("Keycloak's database is not kept for the next build: " + e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(file.getFileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
