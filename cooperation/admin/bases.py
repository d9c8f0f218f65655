"""Django's admin and form classes with their types, which only the type checker reads."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

from cooperation.models import Record

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
    RecordModelAdmin = admin.ModelAdmin[Record]
    RecordModelForm = forms.ModelForm[Record]
    RowModelForm = forms.ModelForm[Any]
    RowFormSet = forms.BaseInlineFormSet[Any, Record, forms.ModelForm[Any]]
    Tabular = admin.TabularInline[Any, Record]
    Stacked = admin.StackedInline[Any, Record]
else:
    AnyAdmin = RecordModelAdmin = admin.ModelAdmin
    RecordModelForm = RowModelForm = forms.ModelForm
    RowFormSet = forms.BaseInlineFormSet
    Tabular, Stacked = admin.TabularInline, admin.StackedInline
