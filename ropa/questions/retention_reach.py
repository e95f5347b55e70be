"""Which retention rules reach which data: per category, kind of people, holder and activity.

A rule of an activity is about what that activity holds; a rule of `general` about all of it. A rule on a whole (a
category, a kind of people, a system, an organisation) holds for its parts. A rule that names neither `in` nor `by` is
about what the organisation itself holds, and by implication about what processors hold for it: others decide for
themselves how long they keep what they receive. Who runs a system that is named in `in` adds nothing in `by`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from ropa.graph import FactGraph
from ropa.model.activities import Flow, Retention
from ropa.model.base import Cite
from ropa.model.words import ActivityRole, Certainty, FlowKind, RecipientRole
from ropa.questions.retention_base import Held, Reached, Rule, Scope


class Reach:
    """Rules and held data of one register, and which of them meet; nothing is computed before it is asked for."""

    def __init__(self, graph: FactGraph) -> None:
        self.graph = graph
        self.register = graph.register

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in file order, those of `general` last."""
        register = self.register
        found: list[Rule] = []
        for activity in (*register.activities.values(), *((register.general,) if register.general else ())):
            section = "general" if activity.is_general else f"activities/{activity.key}"
            for place, said in enumerate(activity.retention, start=1):
                sure = said.certainty.at_most(activity.certainty)
                if said.period or said.criterion:
                    sure = sure.at_most(said.mark("period" if said.period else "criterion").certainty)
                found.append(Rule(f"{section}/retention#{place}", len(found), activity, said, sure))
        return tuple(found)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """Everything that is held, in file order of its first mention; hosts and people are no holders here."""
        found: dict[tuple[str | None, str | None, str, str], list[tuple[Flow, Certainty, tuple[Cite, ...]]]] = {}
        for flow, pair, activity in self.graph.facts:
            if flow.kind is not FlowKind.HOSTING and not self.graph.is_person(flow.target):
                key = (pair.subject, pair.data, flow.target, activity.key)
                found.setdefault(key, []).append((flow, pair.certainty, (*flow.cites, *pair.cites)))
        return tuple(self._held(*key, said) for key, said in found.items())

    def _held(
        self,
        subject: str | None,
        data: str | None,
        holder: str,
        activity: str,
        said: Sequence[tuple[Flow, Certainty, tuple[Cite, ...]]],
    ) -> Held:
        ours = self.register.activities.get(activity)
        serving = ours is not None and ours.role is ActivityRole.PROCESSOR
        acting = any(self._acts_for_us(flow) for flow, *_ in said) or (
            # In what is done for others, whoever gets the data from us without a role of their own does so for us.
            serving and all(flow.role is None and self._is_own(flow.source) for flow, *_ in said)
        )
        return Held(
            subject=subject,
            data=data,
            holder=holder,
            activity=activity,
            certainty=min((certainty for _, certainty, _ in said), key=lambda certainty: certainty.rank),
            cites=tuple(dict.fromkeys(cite for *_, cites in said for cite in cites)),
            is_own=self._is_own(holder),
            acting=acting,
            collected=any(self.graph.is_person(flow.source) for flow, *_ in said),
        )

    def _acts_for_us(self, flow: Flow) -> bool:
        """Tell whether who receives a flow processes for the organisation, and not for somebody else who sends it."""
        if flow.role is RecipientRole.SUB_PROCESSOR:
            return True
        return flow.role is RecipientRole.PROCESSOR and (self._is_own(flow.source) or self.graph.is_person(flow.source))

    def _is_own(self, node: str) -> bool:
        return self.register.is_internal(self.graph.party(node))

    @cached_property
    def met(self) -> tuple[tuple[Held, tuple[Reached, ...]], ...]:
        """Everything that is held, with every rule that reaches it or a part of it, in the order of the rules."""
        return tuple((held, self._weighed(self._reaching(held))) for held in self.held)

    @cached_property
    def by_rule(self) -> dict[str, tuple[Reached, ...]]:
        """Id of a rule to what it reaches, in file order of what is held; every rule is there."""
        found: dict[str, list[Reached]] = {rule.id: [] for rule in self.rules}
        for _, reaching in self.met:
            for reached in reaching:
                found[reached.rule.id].append(reached)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def unsettled(self) -> tuple[tuple[Held, tuple[Rule, ...]], ...]:
        """What is at least possibly held and for which nothing says how long, with the rules that leave it open.

        These reach it without a limit or in part, or do not say which data they are about.
        """
        found = []
        for held, reaching in self.met:
            if held.certainty.rank > Certainty.POSSIBLE.rank or any(reached.settles for reached in reaching):
                continue
            rules = {reached.rule.number: reached.rule for reached in reaching if reached.rule.is_said}
            for rule in self._rules_of(held):
                if not rule.said.data and not rule.said.everything and rule.is_said and self._may_be_about(rule, held):
                    rules[rule.number] = rule
            found.append((held, tuple(rules[number] for number in sorted(rules))))
        return tuple(found)

    def following(self, rule: Rule, place: str) -> tuple[Rule, ...]:
        """Return the rules that name a system, or one that it is part of, and may be about the data of a rule.

        Only rules of the same activity and of `general` count; what others keep there is another matter.
        """
        wholes = (place, *self.register.wholes("systems", place))
        party = self.register.operator_of(place)

        def names(said: Retention) -> bool:
            return any(key in said.held_in for key in wholes) or (not said.held_in and party in said.by)

        near = self._of_activity.get(rule.activity.key, ())
        general = () if rule.is_general else self._of_activity.get("general", ())
        return tuple(
            other
            for other in (*near, *general)
            if other.id != rule.id and other.is_said and names(other.said) and self.overlap(rule.said, other.said)
        )

    def overlap(self, one: Retention, other: Retention) -> bool:
        """Tell whether two rules may be about the same data of the same people; a rule that names no data may."""
        categories, subjects = self.graph.categories, self.graph.subjects
        open_data = any(said.everything or not said.data for said in (one, other))
        data = open_data or any(categories.match(key, named) for key in one.data for named in other.data)
        return data and (
            not one.subjects
            or not other.subjects
            or any(subjects.match(key, named) for key in one.subjects for named in other.subjects)
        )

    def is_about(self, said: Retention, held: Held, *, whole: bool = False) -> bool:
        """Tell whether a rule is about the data and the people of something held, wherever it is.

        Args:
            whole: True asks for all of them, False for any part.
        """
        data, people = self._data(said, held.data), self._subjects(said, held.subject)
        return any(all_data or not whole for *_, all_data in data) and any(every or not whole for *_, every in people)

    def _may_be_about(self, rule: Rule, held: Held) -> bool:
        """Tell whether a rule that names no data could be about what is held, by its people and holders."""
        subjects = rule.said.subjects
        people = not subjects or held.subject is None or bool(self._subjects(rule.said, held.subject))
        return people and bool(self._holders(rule.said, held))

    @cached_property
    def _of_activity(self) -> dict[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            found.setdefault(rule.activity.key, []).append(rule)
        return {key: tuple(items) for key, items in found.items()}

    def _rules_of(self, held: Held) -> tuple[Rule, ...]:
        own = self._of_activity.get(held.activity, ())
        return own if held.activity == "general" else (*own, *self._of_activity.get("general", ()))

    def _reaching(self, held: Held) -> Iterator[Reached]:
        found = [*self._rules_of(held), *self._from_elsewhere(held)]
        return self.reaching(held, sorted(found, key=lambda rule: rule.number))

    def reaching(self, held: Held, rules: Iterable[Rule]) -> Iterator[Reached]:
        """Yield what of something held these rules reach, in their order."""
        for rule in rules:
            yield from self._meet(rule, held)

    def _meet(self, rule: Rule, held: Held) -> Iterator[Reached]:
        """Yield what of the held data a rule reaches; several parts where it names several of them."""
        copies = not (rule.said.held_in or rule.said.by) and not held.is_own
        certainty = rule.certainty.at_most(Certainty.IMPLIED) if copies else rule.certainty
        for holder, place, all_places in self._holders(rule.said, held):
            for data, named, all_data in self._data(rule.said, held.data):
                for subject, who, all_people in self._subjects(rule.said, held.subject):
                    whole = all_data and all_people and all_places
                    settles = whole and rule.is_limit and rule.is_said
                    scope = Scope(named, who, place)
                    yield Reached(rule, held, subject, data, holder, scope, whole, certainty, settles)

    def _weighed(self, reaching: Iterator[Reached]) -> tuple[Reached, ...]:
        """Return what reaches some data, with limits for wider places set aside where a rule leaves this one open."""
        found = tuple(reaching)
        open_ended = {item.scope.holder for item in found if item.rule.is_open and item.whole and item.rule.is_said}
        if not open_ended:
            return found
        return tuple(
            item._replace(settles=False)
            if item.settles and any(self.holds(holder, item.scope.holder) for holder in open_ended)
            else item
            for item in found
        )

    def holds(self, part: str, whole: str) -> bool:
        """Tell whether a place that a rule names lies in a wider one that another rule names (empty: anywhere)."""
        if not part or part == whole:
            return False
        if not whole:
            return True
        register = self.register
        if part in register.systems:
            party = register.operator_of(part)
            return whole in (*register.wholes("systems", part), party, *register.wholes("organisations", party))
        return whole in register.wholes("organisations", part)

    def _data(self, said: Retention, data: str | None) -> list[tuple[str | None, str, bool]]:
        """Return what of a category a rule is about, under which name, and whether that is all of it."""
        if said.everything:
            return [(data, "*", True)]
        if data is None:
            return []
        categories = self.graph.categories
        around = [key for key in said.data if categories.is_within(data, key)]
        if around:
            # Of several, the narrowest is what the rule says of this category.
            narrowest = (key for key in around if all(categories.is_within(key, other) for other in around))
            return [(data, next(narrowest, around[0]), True)]
        return [(key, key, False) for key in said.data if categories.match(key, data) is not None]

    def _subjects(self, said: Retention, subject: str | None) -> list[tuple[str | None, str, bool]]:
        """Return which of the people a rule is about, under which name, and whether these are all of them."""
        if not said.subjects:
            return [(subject, "", True)]
        if subject is None:
            return []
        subjects = self.graph.subjects
        around = [key for key in (subject, *self.register.wholes("data_subjects", subject)) if key in said.subjects]
        if around:
            return [(subject, around[0], True)]
        return [(key, key, False) for key in said.subjects if subjects.is_within(key, subject)]

    def _holders(self, said: Retention, held: Held) -> list[tuple[str, str, bool]]:
        """Return at which holders a rule is about the data, under which name, and whether these are all of them.

        The name is empty for a rule that names no holder. A rule for a part of a holder (the backup of a shop, a system
        of the organisation) is about a part of the data.
        """
        register, holder = self.register, held.holder
        if not said.held_in and not said.by:
            return [(holder, "", True)] if held.is_own or held.acting else []
        is_system = holder in register.systems
        if is_system:
            named = next((key for key in (holder, *register.wholes("systems", holder)) if key in said.held_in), "")
            if named:
                return [(holder, named, True)]
        running = {register.operator_of(key) for key in said.held_in}
        party = self.graph.party(holder)
        parties = [party, *register.wholes("organisations", party), *([register.organisation] if held.is_own else [])]
        for key in parties:
            if key in said.by and key not in running:
                return [(holder, key, True)]
        if is_system:
            return [(key, key, False) for key in said.held_in if holder in register.wholes("systems", key)]
        parts = [key for key in said.held_in if register.operator_of(key) == holder]
        parts += [key for key in said.by if holder in register.wholes("organisations", key)]
        return [(key, key, False) for key in parts]

    @cached_property
    def _looking_beyond(self) -> dict[str, tuple[Rule, ...]]:
        """Kind of people to the rules that name it, and holders, and whose own activity holds nothing of it there.

        Such a rule looks beyond its activity by its own words: it reaches what others hold of them at these holders.
        """
        held_in: dict[str, list[Held]] = {}
        for held in self.held:
            held_in.setdefault(held.activity, []).append(held)
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            said = rule.said
            if rule.is_general or not said.subjects or not (said.held_in or said.by):
                continue
            near = [held for held in held_in.get(rule.activity.key, ()) if any(self._meet(rule, held))]
            for subject in said.subjects:
                only = replace(said, subjects=(subject,))
                if not any(self._subjects(only, held.subject) for held in near):
                    found.setdefault(subject, []).append(rule._replace(said=only))
        return {key: tuple(rules) for key, rules in found.items()}

    def _from_elsewhere(self, held: Held) -> Iterator[Rule]:
        if held.subject is None or not self._looking_beyond:
            return
        for subject in (held.subject, *self.register.wholes("data_subjects", held.subject)):
            for rule in self._looking_beyond.get(subject, ()):
                if rule.activity.key != held.activity:
                    yield rule
