"""Entities and statements of FollowTheMoney 4.11 (https://followthemoney.tech), for Aleph, OpenSanctions' tools and graphs.

Needs the extra `ftm`.
"""
