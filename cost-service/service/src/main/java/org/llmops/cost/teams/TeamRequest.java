package org.llmops.cost.teams;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Which applications a team shall have.
 *
 * @param apps all of them: an application that is left out leaves the team, and one of another team leaves that
 */
@RegisterForReflection
record TeamRequest(@NotNull @Size(max = 500) List<@NotBlank @Size(max = 200) String> apps) {}
