package org.llmops.platform.testkit.shared;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The checkout in which the tests run. */
public final class Repository {
    private Repository() {}

    /** The directory above the tests' own that holds the whole project. */
    public static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .filter(path -> Files.isDirectory(path.resolve(".mvn")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No directory above "
                        + Path.of("").toAbsolutePath() + " holds .mvn: run tests in the repository"));
    }
}
