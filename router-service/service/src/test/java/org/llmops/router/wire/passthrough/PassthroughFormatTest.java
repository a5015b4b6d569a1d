package org.llmops.router.wire.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;

class PassthroughFormatTest {
    private static final String FIELD = "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";

    /** What is set aside for a call depends on how many answers it asks for. */
    @Test
    void countsTheImagesThatAreAskedForInJsonAndInForms() throws BodyMalformed {
        assertThat(json("{\"n\":3}").choices()).isEqualTo(3);
        assertThat(json("{}").choices()).isEqualTo(1);
        assertThat(form(FIELD.formatted("n", "3")).choices()).isEqualTo(3);
        assertThat(form(FIELD.formatted("n", "several")).choices()).isEqualTo(1);
        assertThat(form(FIELD.formatted("user", "u")).choices()).isEqualTo(1);
    }

    @Test
    void refusesMoreImagesThanAnybodyMakesByTheMembersName() {
        assertThat(catchThrowableOfType(BodyMalformed.class, () -> json("{\"n\":2147483647}"))
                        .param())
                .isEqualTo("n");
        assertThat(catchThrowableOfType(BodyMalformed.class, () -> json("{\"n\":-1}"))
                        .param())
                .isEqualTo("n");
        assertThat(catchThrowableOfType(BodyMalformed.class, () -> form(FIELD.formatted("n", "999999999")))
                        .param())
                .isEqualTo("n");
    }

    @Test
    void refusesAFieldThatIsGivenTwice() {
        String twice = FIELD.formatted("model", "a") + FIELD.formatted("model", "b");

        assertThat(catchThrowableOfType(BodyMalformed.class, () -> form(twice)).param())
                .isEqualTo("model");
    }

    private static RequestBody json(String body) throws BodyMalformed {
        return new PassthroughFormat(Endpoint.IMAGE_GENERATIONS, "POST", "/images/generations", "application/json")
                .request(Json.utf8(body));
    }

    private static RequestBody form(String fields) throws BodyMalformed {
        return new PassthroughFormat(
                        Endpoint.IMAGE_EDITS, "POST", "/images/edits", "multipart/form-data; boundary=\"x\"")
                .request(Json.utf8(fields + "--x--\r\n"));
    }
}
