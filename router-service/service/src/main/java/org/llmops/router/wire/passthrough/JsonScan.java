package org.llmops.router.wire.passthrough;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.RequestReader;
import org.llmops.router.body.RequestScan;
import org.llmops.router.body.TextSource;

/** Walks over a JSON request of which only the model and the texts matter. */
final class JsonScan extends RequestScan {
    private final Endpoint endpoint;

    JsonScan(Endpoint endpoint, byte[] bytes, RequestReader reader) throws BodyMalformed {
        super(bytes, reader);
        this.endpoint = endpoint;
        if (!endpoint.defaultModel().isEmpty()) {
            model(endpoint.defaultModel());
        }
    }

    @Override
    protected void value(String name) throws IOException, BodyMalformed {
        switch (name) {
            case "model" -> model(name(name));
            case "user" -> endUser(name(name));
            case "n" -> choices(choiceCount(name));
            default -> {
                if (endpoint.texts().contains(name)) {
                    texts(parser().currentToken());
                } else {
                    parser().skipChildren();
                }
            }
        }
    }

    /** A text, several, or objects that hold texts beside things that are none. */
    private void texts(JsonToken token) throws IOException {
        switch (token) {
            case VALUE_STRING -> text(TextSource.USER);
            case START_ARRAY -> {
                while (parser().nextToken() != JsonToken.END_ARRAY) {
                    texts(parser().currentToken());
                }
            }
            case START_OBJECT -> {
                while (parser().nextToken() == JsonToken.FIELD_NAME) {
                    boolean isText = endpoint.texts().contains(parser().currentName());
                    JsonToken value = parser().nextToken();
                    if (isText) {
                        texts(value);
                    } else if (value.isStructStart()) {
                        media();
                    }
                }
            }
            default -> {}
        }
    }
}
