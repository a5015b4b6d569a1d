package org.llmops.router.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The files of a spool whose process ended. */
final class SpoolFiles {
    private static final Logger log = Logger.getLogger(SpoolFiles.class);

    private SpoolFiles() {}

    /** The segments that have records, in the records' order. Those that only waited to be used are deleted. */
    static List<Segment> leftBehind(Path directory) throws IOException {
        List<Segment> begun = new ArrayList<>();
        for (Path file : in(directory)) {
            Segment segment = Segment.open(file);
            if (segment.isBegun()) {
                begun.add(segment);
            } else if (segment.isUnused()) {
                segment.delete();
            } else {
                // Which records these are is not known any more: a person may still find out.
                Path aside = file.resolveSibling(file.getFileName() + ".damaged");
                log.errorf("The records in %s cannot be sent: its beginning is damaged; it is put aside", aside);
                Files.move(file, aside);
            }
        }
        begun.sort(Comparator.comparingLong(Segment::firstSequence));
        return begun;
    }

    /** The highest number that a file has; 0 when there is none. */
    static long lastNumber(Path directory) throws IOException {
        return in(directory).stream()
                .mapToLong(file -> Segment.numberOf(file).orElseThrow())
                .max()
                .orElse(0);
    }

    private static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> Segment.numberOf(file).isPresent()).toList();
        }
    }
}
