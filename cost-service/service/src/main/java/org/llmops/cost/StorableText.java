package org.llmops.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import org.llmops.platform.json.CheckedTexts;
import org.llmops.platform.json.SurrogatePairs;
import org.llmops.platform.problem.RequestProblem;

/** Refuses what PostgreSQL has no characters for, where it is read: there is its field still known. */
@Singleton
public class StorableText implements ObjectMapperCustomizer {
    public static final String HINT = "A text holds neither U+0000 nor half a surrogate pair: leave it out";

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(CheckedTexts.module("storable text", StorableText::check));
    }

    /** Whether it can be written down as it is. */
    public static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && SurrogatePairs.firstHalf(text) < 0;
    }

    private static String check(String text) {
        if (!isStorable(text)) {
            throw RequestProblem.FIELD_INVALID.because(HINT);
        }
        return text;
    }
}
