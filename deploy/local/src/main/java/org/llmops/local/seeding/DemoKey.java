package org.llmops.local.seeding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.llmops.local.api.Answer;
import org.llmops.local.api.Json;
import org.llmops.local.api.Suite;
import org.llmops.local.settings.Layout;
import org.llmops.platform.servers.ServerFailure;

/** The API key of the app {@code demo}. The router shows it once, so it is kept in a file that only its owner can read. */
public record DemoKey(Layout layout) implements Seed {
    private static final String KEYS = "/admin/v1/keys";
    private static final int PUBLIC_ID = 2;

    @Override
    public String what() {
        return "an API key";
    }

    @Override
    public boolean ensure(Suite admin) {
        if (read().filter(key -> isActive(admin, key)).isPresent()) {
            return false;
        }
        Answer issued = admin.router()
                .post(KEYS, Json.object().put("app", "demo").put("description", "Issued by ./llmops up"))
                .expect(201);
        write(issued.json().path("key").asText());
        return true;
    }

    public Optional<String> read() {
        try {
            return Optional.of(Files.readString(layout.key()).strip());
        } catch (IOException e) {
            return Optional.empty(); // not issued yet
        }
    }

    private static boolean isActive(Suite admin, String key) {
        String[] parts = key.split("-", PUBLIC_ID + 2);
        if (parts.length != PUBLIC_ID + 2) {
            return false;
        }
        Answer known = admin.router().get(KEYS + "/" + parts[PUBLIC_ID]).expect(200, 404);
        return known.status() == 200 && known.json().path("state").asText().equals("active");
    }

    private void write(String key) {
        Path file = layout.key();
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, key + "\n");
        } catch (IOException e) {
            throw new ServerFailure("The API key cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }
}
