package org.llmops.cost.delivery;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A real mail server on this machine, that the service under test sends to. */
public final class MailServer implements QuarkusTestResourceLifecycleManager {
    private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Override
    public Map<String, String> start() {
        SERVER.start();
        return Map.of(
                "quarkus.mailer.host",
                "127.0.0.1",
                "quarkus.mailer.port",
                Integer.toString(SERVER.getSmtp().getPort()));
    }

    @Override
    public void stop() {
        SERVER.stop();
    }

    static List<MimeMessage> received() {
        return Arrays.asList(SERVER.getReceivedMessages());
    }
}
