package org.llmops.router.recording;

import java.nio.file.Path;

/** Appends records for ever and says which, until somebody kills it. */
final class SpoolVictim {
    private SpoolVictim() {}

    public static void main(String[] arguments) throws Exception {
        try (Spool spool = Spool.open(Path.of(arguments[0]), 2000)) {
            for (int i = 0; ; i++) {
                String record = "record-%09d".formatted(i);
                SpoolTest.append(spool, record);
                System.out.println(record);
            }
        }
    }
}
