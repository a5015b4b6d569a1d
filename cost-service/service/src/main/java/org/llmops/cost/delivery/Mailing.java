package org.llmops.cost.delivery;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Collectors;
import org.llmops.cost.channels.Destination;

/** Sends messages by SMTP, to whatever server {@code quarkus.mailer} names. */
@ApplicationScoped
class Mailing {
    private static final int LONGEST_SUBJECT = 200;

    private final ReactiveMailer mailer;
    private final DeliverySettings settings;

    Mailing(ReactiveMailer mailer, DeliverySettings settings) {
        this.mailer = mailer;
        this.settings = settings;
    }

    /** Never fails. */
    Uni<Outcome> send(Destination.Email to, Letter letter) {
        Optional<String> from = settings.mailFrom();
        if (from.isEmpty()) {
            return Uni.createFrom()
                    .item(Outcome.Failed.because(
                            "E-mail is not set up: set llmops.alerts.mail-from and quarkus.mailer.host"));
        }
        return mailer.send(mail(from.get(), to, letter))
                .<Outcome>replaceWith(() -> new Outcome.Taken(null, "The mail server took it"))
                .ifNoItem()
                .after(settings.sendTimeout())
                .recoverWithItem(() -> Outcome.Failed.because("The mail server did not answer in time"))
                .onFailure()
                .recoverWithItem(failure -> Outcome.Failed.because(
                        "The mail server did not take it (" + failure.getClass().getSimpleName() + ")"));
    }

    private static Mail mail(String from, Destination.Email to, Letter letter) {
        AlertMessage.Data data = letter.message().data();
        String subject = "[" + data.severity().label() + "] " + data.title();
        return new Mail()
                .setFrom(from)
                .setTo(to.recipients())
                .setSubject(oneLine(subject))
                // Programs that sort mail know by it what they have seen; a second copy has the same.
                .addHeader("Message-ID", "<" + letter.id() + "@llmops>")
                .addHeader("Auto-Submitted", "auto-generated")
                .setText(text(letter));
    }

    private static String text(Letter letter) {
        AlertMessage.Data data = letter.message().data();
        String facts = data.facts().entrySet().stream()
                .map(fact -> oneLine(fact.getKey() + ": " + fact.getValue()) + "\n")
                .collect(Collectors.joining());
        return """
                %s

                %s
                Workspace: %s
                Kind: %s
                Subject: %s
                Said: %d times, from %s to %s
                Alert: %s
                """.formatted(
                        oneLine(data.title()),
                        facts,
                        data.workspace(),
                        data.kind(),
                        oneLine(data.subject()),
                        data.count(),
                        data.firstAt(),
                        data.lastAt(),
                        data.alertId());
    }

    /** A line's end in a name would begin another header. */
    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
        return line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT - 1) + "…";
    }
}
